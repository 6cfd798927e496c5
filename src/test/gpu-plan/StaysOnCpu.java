import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What may stay on the CPU, each with its reason. */
enum StaysOnCpu {
    GOLD(
            "DeserializeToObject|MapElements|SerializeFromObject|AssertNotNull|CatalystToExternalMap|CreateExternalRow"
                    + "|GetExternalRowField|LambdaVariable|MapObject|ValidateExternalType|ObjectType|[Ii]nvoke",
            Where::gold,
            "gold answers brought to canonical form",
            "each task reads them by code of its own; a row a question, none where the rule does not look at gold"),
    WORDS(
            "RegExpReplace.*\\[\\^\\\\p\\{L\\}\\\\p\\{N\\}\\]\\+",
            where -> true,
            "words of a rationale (selection.diversity.similarity = words)",
            "they end where Unicode has neither letter nor number, and the GPU's expressions know no Unicode classes"),
    ARITHMETIC(
            "<ScalaUDF> .*rationale",
            Where::arithmetic,
            "equations in a rationale (selection.quality.arithmetic)",
            "they have brackets, units and thousands to be read; a rule without weight for them reads none"),
    CALIBRATION(
            "<LocalTableScanExec>",
            Where::gold,
            "the map of calibrated confidences",
            "it was learned and lies on the driver: at most a thousand rows a teacher and fold, broadcast"),
    SUM_OF_ARRAY(
            "<ArrayAggregate>",
            where -> where.sparkVersion().startsWith("3.5"),
            "the sum of an array: mean log-probability",
            "RAPIDS 25.04 has no aggregate(), 26.08 has"),
    PROGRAMS(
            "<Sha2> sha2\\(cast\\(concat_ws\\(.*answer, tests\\)",
            where -> where.gold() && where.sparkVersion().startsWith("3.5"),
            "the name that a program's verdict is kept under",
            "RAPIDS 25.04 has no sha2(), 26.08 has; programs are run on the CPU anyway");

    /**
     * What is looked at.
     *
     * @param gold whether the rule looks at gold answers
     * @param arithmetic whether the rule has a weight for arithmetic
     */
    record Where(String sparkVersion, boolean gold, boolean arithmetic) {}

    private final Pattern line;
    private final Predicate<Where> holds;
    private final String what;
    private final String why;

    StaysOnCpu(String line, Predicate<Where> holds, String what, String why) {
        this.line = Pattern.compile(line);
        this.holds = holds;
        this.what = what;
        this.why = why;
    }

    /** The reason why a line of RAPIDS's is no fault, if there is one. */
    static Optional<StaysOnCpu> of(String line, Where where) {
        return Arrays.stream(values())
                .filter(known -> known.holds.test(where))
                .filter(known -> known.line.matcher(line).find())
                .findFirst();
    }

    String what() {
        return what;
    }

    String why() {
        return why;
    }
}
