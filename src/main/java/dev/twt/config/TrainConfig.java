package dev.twt.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a student is trained.
 *
 * @param backend who trains: {@code command}, a program given files and folders in its environment; {@code jvm}, this
 *     program itself; {@code auto}, the command where there is one, else this program
 * @param name of the student: its folder in {@code students/}
 * @param command program and arguments; empty where nobody has said
 * @param environment variables that are added to the program's
 * @param method what the student learns from, and by which loss
 * @param methodTeacher the teacher of methods that learn from one; empty where nobody has said
 * @param rationaleWeight weight of the rationale's loss beside the answer's, in methods of several tasks, 0 or more
 * @param teacherWeights the same of single teachers, where it is another
 * @param removalStages stages in which {@link TrainMethod#GRADUAL} has something left of rationales, 1 or more
 * @param stages some of {@link #STAGES}, compressed with a number as well, in the order in which the student takes them
 * @param baseModel path or hub name of what the first stage starts from; empty where nobody has said
 * @param workDir folder on this machine that holds {@code students/}; empty: the workspace
 * @param epochs of each stage, 1 or more
 * @param stageEpochs the same of single sets that a stage learns from, where it is another
 * @param learningRate of each stage, above 0
 * @param stageLearningRates the same of single sets, where it is another
 * @param batchSize examples a step, 1 or more
 * @param maxLength tokens of prompt and completion together
 * @param lora the adapter
 * @param jvm how this program itself trains
 */
public record TrainConfig(
        String backend,
        String name,
        List<String> command,
        Map<String, String> environment,
        TrainMethod method,
        String methodTeacher,
        double rationaleWeight,
        Map<String, Double> teacherWeights,
        int removalStages,
        List<String> stages,
        String baseModel,
        String workDir,
        int epochs,
        Map<String, Integer> stageEpochs,
        double learningRate,
        Map<String, Double> stageLearningRates,
        int batchSize,
        int maxLength,
        LoraConfig lora,
        JvmTrainerConfig jvm) {
    static final List<String> BACKENDS = List.of("auto", "jvm", "command");
    static final List<String> STAGES = List.of("full", "compressed", "free");

    /** So many stages of removal are enough for anybody. */
    static final int MOST_REMOVALS = 100;

    /** The stages of several budgets: compressed-1, compressed-2 and so on. */
    private static final String NUMBERED = CompressConfig.STAGE + "-[1-9][0-9]?";

    public TrainConfig {
        teacherWeights = Map.copyOf(teacherWeights);
        stageEpochs = Map.copyOf(stageEpochs);
        stageLearningRates = Map.copyOf(stageLearningRates);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        stages = List.copyOf(stages);
    }

    /** Whether this program itself trains. */
    public boolean inJvm() {
        return backend.equals("jvm") || (backend.equals("auto") && command.isEmpty());
    }

    /** The sets that the student learns by its method, in order. */
    public List<String> sets() {
        return method.sets(stages, removalStages);
    }

    /** The same, learned by another method. */
    public TrainConfig by(TrainMethod other) {
        return with(name, other, stages, baseModel, epochs, learningRate, ofStages());
    }

    /**
     * A student of its own that is trained like this one but for what is another.
     *
     * @param student its name
     * @param learned its method
     * @param base what it starts from
     */
    public TrainConfig student(String student, TrainMethod learned, String base, MethodSettings settings) {
        return with(
                student,
                learned,
                settings.stages().orElse(stages),
                base,
                settings.epochs().orElse(epochs),
                settings.learningRate().orElse(learningRate),
                ofStages().but(settings));
    }

    /** What holds for a stage, by its full name: as many {@link #epochs} as it has, and its {@link #learningRate}. */
    public TrainConfig at(String stage) {
        String set = sets().stream()
                .filter(one -> method.stage(one).equals(stage))
                .findFirst()
                .orElse("");
        int passes = stageEpochs.getOrDefault(set, epochs);
        double rate = stageLearningRates.getOrDefault(set, learningRate);
        return with(name, method, stages, baseModel, passes, rate, ofStages());
    }

    /** The same, trained by this program itself on another device. */
    public TrainConfig on(String device) {
        return with(name, method, stages, baseModel, epochs, learningRate, ofStages(), jvm.on(device));
    }

    private StageSettings ofStages() {
        return new StageSettings(stageEpochs, stageLearningRates);
    }

    private TrainConfig with(
            String student,
            TrainMethod learned,
            List<String> taken,
            String base,
            int passes,
            double rate,
            StageSettings each) {
        return with(student, learned, taken, base, passes, rate, each, jvm);
    }

    private TrainConfig with(
            String student,
            TrainMethod learned,
            List<String> taken,
            String base,
            int passes,
            double rate,
            StageSettings each,
            JvmTrainerConfig itself) {
        return new TrainConfig(
                backend,
                student,
                command,
                environment,
                learned,
                methodTeacher,
                rationaleWeight,
                teacherWeights,
                removalStages,
                taken,
                base,
                workDir,
                passes,
                each.epochs(),
                rate,
                each.learningRates(),
                batchSize,
                maxLength,
                lora,
                itself);
    }

    /** Whether a stage may have that name. */
    static boolean isStage(String name) {
        return STAGES.contains(name) || name.matches(NUMBERED);
    }

    /** The variables that may be written down: those whose names tell of no secret, in the order of their names. */
    public Map<String, String> openEnvironment() {
        Map<String, String> open = new TreeMap<>(environment);
        open.keySet().removeIf(Secrets::isSecret);
        return open;
    }
}
