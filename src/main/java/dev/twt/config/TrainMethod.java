package dev.twt.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a student learns from, and by which loss: ours, the methods it is compared with, and ours without a part of it. */
public enum TrainMethod {
    /** The stages of the configuration, one after the other. */
    TWT("habitual reasoning distillation", "TwT: Thinking without Tokens, arXiv 2503.24198, section 3"),
    /** The answer alone. */
    ANSWER_ONLY("fine-tuning on the answer alone", "Hsieh et al. 2023, arXiv 2305.02301: standard task distillation"),
    /** Stage full and no other. */
    FULL_REASONING("stage full alone", "TwT, section 3.1: the first stage of three"),
    /** Stage compressed and no other. */
    COMPRESSED_ONLY("stage compressed alone", "TwT, section 3.3: the second stage of three"),
    /** Stages full and free. */
    WITHOUT_COMPRESSION("stages full and free, without the one between", "TwT, ablation: without the second stage"),
    /** All that one teacher answered, rationale and answer. */
    SEQUENCE_KD("sequence-level distillation of one teacher", "Kim and Rush 2016, arXiv 1606.07947, section 3.2"),
    /** Answer and rationale of one teacher as two tasks. */
    STEP_BY_STEP("Distilling Step-by-Step", "Hsieh et al. 2023, arXiv 2305.02301, section 3.2"),
    /** The answer and a rationale a teacher as tasks. */
    TINYLLM("TinyLLM", "Tian et al. 2024, arXiv 2402.04616: answer loss and weighted rationale loss of each teacher"),
    /** Ours from the answers of one teacher. */
    SINGLE_TEACHER("ours from one teacher", "TwT, ablation: without multi-teacher guidance"),
    /** Ours from answers chosen at random. */
    WITHOUT_DCRS("ours from answers chosen at random", "TwT, ablation: without Dual-Criteria Rejection Sampling"),
    /** Rationales that lose their first steps, more from stage to stage. */
    GRADUAL("reasoning removed step by step", "Deng et al. 2024, arXiv 2405.14838 (ICoT-SI), section 3"),
    /** Stages with rationales, then what the student believes of each answer after its own reasoning. */
    SELF_DISTILLATION(
            "stages with rationales, then its own beliefs after its own reasoning",
            "soft targets: Hinton et al. 2015, arXiv 1503.02531, section 2; own reasoning distilled: Snell et al. 2022,"
                    + " arXiv 2209.15189");

    /** What a student of several tasks is asked with where the answer is wanted, before the prompt. */
    public static final String LABEL_PREFIX = "[label] ";

    /** The same where the rationale is wanted. */
    public static final String RATIONALE_PREFIX = "[rationale] ";

    private static final String FULL = "full";
    private static final String COMPRESSED = "compressed";
    private static final String FREE = "free";

    private final String meaning;
    private final String source;

    TrainMethod(String meaning, String source) {
        this.meaning = meaning;
        this.source = source;
    }

    /** As it is written in a configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Where it is described. */
    public String source() {
        return source;
    }

    /**
     * What stands before a prompt, a space included: first where it is to be answered, then where something else is wanted;
     * empty where nothing does.
     */
    public List<String> prefixes() {
        return this == STEP_BY_STEP || this == TINYLLM ? List.of(LABEL_PREFIX, RATIONALE_PREFIX) : List.of();
    }

    /** The first of {@link #prefixes}; empty where there is none. */
    public String prefix() {
        return prefixes().stream().findFirst().orElse("");
    }

    /** Whether its sets are made when the student is trained; those of the others are in the workspace. */
    public boolean makesSets() {
        return switch (this) {
            case TWT, ANSWER_ONLY, FULL_REASONING, COMPRESSED_ONLY, WITHOUT_COMPRESSION, SELF_DISTILLATION -> false;
            default -> true;
        };
    }

    /** Whether it learns from one teacher, who has to be known. */
    public boolean asksOneTeacher() {
        return this == SEQUENCE_KD || this == STEP_BY_STEP || this == SINGLE_TEACHER;
    }

    /** Whether this program alone can train it. */
    public boolean needsJvm() {
        return this == SELF_DISTILLATION;
    }

    /**
     * Whether a stage learns what the student of the stage before believes, and not the tokens of its set.
     *
     * @param stage by its full name, see {@link #stage}
     */
    public boolean hasSoftTargets(String stage) {
        return this == SELF_DISTILLATION && stage.equals(stage(FREE));
    }

    /** The stage in which a set is learned; each method has its own, so that none takes another's for done. */
    public String stage(String set) {
        return this == TWT ? set : word() + "-" + set;
    }

    /**
     * The sets that are learned, in order.
     *
     * @param stages those of the configuration
     * @param removals stages in which {@link #GRADUAL} has something left of rationales
     */
    List<String> sets(List<String> stages, int removals) {
        return switch (this) {
            case TWT, SINGLE_TEACHER, WITHOUT_DCRS -> stages;
            case ANSWER_ONLY -> List.of(FREE);
            case FULL_REASONING, SEQUENCE_KD -> List.of(FULL);
            case COMPRESSED_ONLY -> compressed(stages);
            case WITHOUT_COMPRESSION -> List.of(FULL, FREE);
            case SELF_DISTILLATION ->
                Stream.of(Stream.of(FULL), shorter(stages), Stream.of(FREE))
                        .flatMap(set -> set)
                        .toList();
            case STEP_BY_STEP, TINYLLM -> List.of("tasks");
            case GRADUAL ->
                IntStream.rangeClosed(1, removals + 1)
                        .mapToObj(i -> i <= removals ? String.valueOf(i) : FREE)
                        .toList();
        };
    }

    private static List<String> compressed(List<String> stages) {
        List<String> named = shorter(stages).toList();
        return named.isEmpty() ? List.of(COMPRESSED) : named;
    }

    private static Stream<String> shorter(List<String> stages) {
        return stages.stream().filter(stage -> stage.startsWith(COMPRESSED));
    }
}
