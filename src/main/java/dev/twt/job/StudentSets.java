package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.ExportConfig;
import dev.twt.config.Problem;
import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.Split;
import dev.twt.distillation.export.Exported;
import dev.twt.distillation.export.ExportedFile;
import dev.twt.distillation.export.Exports;
import dev.twt.training.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a student learns by its method, from the workspace to files that a trainer reads. */
final class StudentSets {
    private static final String FORMAT = "trl";

    private final RunContext run;
    private final TrainConfig config;
    private final List<String> stages;
    private final Optional<MethodSets> made;

    /** @param stages some of the method's sets, in order */
    StudentSets(RunContext run, TrainConfig config, List<String> stages) {
        this.run = run;
        this.config = config;
        this.stages = List.copyOf(stages);
        this.made = config.method().makesSets() ? Optional.of(new MethodSets(run, config)) : Optional.empty();
    }

    /** What keeps the student from being trained: the set of every stage is there, and the model is named. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (config.baseModel().isBlank()) {
            problems.add(new Problem(
                    "train.base-model",
                    "nobody has said which model the student starts from",
                    config.inJvm()
                            ? "Write train.base-model = FOLDER, a Hugging Face folder or a GGUF file on this machine"
                            : "Write train.base-model = FOLDER, or a name that your trainer knows, such as"
                                    + " Qwen/Qwen3-0.6B"));
        }
        made.ifPresent(sets -> problems.addAll(sets.problems()));
        for (String stage : stages) {
            String set = set(stage);
            if (made.isEmpty() && !run.workspace().has(set)) {
                boolean selected = List.of(FullStage.STAGE, FreeStage.STAGE).contains(stage);
                problems.add(new Problem(
                        set,
                        "stage " + stage + " of train.stages has no set in this workspace",
                        (selected
                                        ? "Run select first"
                                        : "Run compress first (docs/compress.md), or put a set there, made as"
                                                + " docs/data.md says")
                                + ", or leave the stage out of train.stages"));
            }
        }
        return problems;
    }

    private String set(String stage) {
        return run.workspace().distill() + "/" + DistillColumns.STAGE + "=" + stage;
    }

    /**
     * Writes the examples, in place of those of an earlier time.
     *
     * @param data folder on this machine
     * @param exported what was written to it just now; what several students learn is written once
     * @throws UserException if a stage has none to train on
     */
    List<Stage> written(Path data, Map<String, Exported> exported) {
        return stages(data, exported.computeIfAbsent(form(), form -> exported(data)));
    }

    private String form() {
        return made.isPresent() ? config.method().word() : FORMAT;
    }

    private List<Stage> stages(Path data, Exported exported) {
        List<Stage> inputs = new ArrayList<>();
        for (String name : stages) {
            ExportedFile train = file(exported, name, Split.TRAIN)
                    .orElseThrow(() -> new UserException(
                            set(name),
                            "stage " + name + " has no example to train on",
                            "Run select with a lower threshold, or with a smaller split.held-out"));
            Optional<ExportedFile> heldOut = file(exported, name, Split.HELD_OUT);
            Path folder = data.resolve(exported.format());
            inputs.add(new Stage(
                    config.method().stage(name),
                    inputs.size() + 1,
                    folder.resolve(train.path()),
                    heldOut.map(file -> folder.resolve(file.path())),
                    train.rows(),
                    heldOut.map(ExportedFile::rows).orElse(0L)));
        }
        return inputs;
    }

    private Exported exported(Path data) {
        String to = "file://" + data;
        return made.map(sets -> Exports.write(
                        sets.sets(), to, config.method().word(), run.workspace().configuration()))
                .orElseGet(() -> Exports.write(run.spark(), run.workspace(), new ExportConfig(List.of(FORMAT), to, ""))
                        .get(0));
    }

    private static Optional<ExportedFile> file(Exported exported, String stage, String split) {
        return exported.files().stream()
                .filter(file -> file.stage().equals(stage) && file.split().equals(split))
                .findFirst();
    }

    /** Number of examples of each teacher, by stage. */
    Map<String, Map<String, Long>> teachers() {
        Map<String, Map<String, Long>> teachers = new LinkedHashMap<>();
        stages.forEach(stage -> teachers.put(config.method().stage(stage), teachers(stage)));
        return teachers;
    }

    private Map<String, Long> teachers(String stage) {
        Map<String, Long> counts = new TreeMap<>();
        made.map(sets -> sets.sets().get(stage))
                .orElseGet(() -> run.spark().read().parquet(set(stage)))
                .where(col(DistillColumns.TEACHER).isNotNull())
                .groupBy(DistillColumns.TEACHER)
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts;
    }
}
