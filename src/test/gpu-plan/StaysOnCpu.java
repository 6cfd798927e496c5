import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may stay on the CPU, each with its reason. */
enum StaysOnCpu {
    GOLD(
            "DeserializeToObject|MapElements|SerializeFromObject|AssertNotNull|CatalystToExternalMap|CreateExternalRow"
                    + "|GetExternalRowField|LambdaVariable|MapObject|ValidateExternalType|ObjectType|[Ii]nvoke",
            true,
            "gold answers brought to canonical form",
            "each task reads them by code of its own; a row a question, none where the rule does not look at gold"),
    WORDS(
            "RegExpReplace.*\\[\\^\\\\p\\{L\\}\\\\p\\{N\\}\\]\\+",
            false,
            "words of a rationale (selection.diversity.similarity = words)",
            "they end where Unicode has neither letter nor number, and the GPU's expressions know no Unicode classes");

    private final Pattern line;
    private final boolean ofGold;
    private final String what;
    private final String why;

    StaysOnCpu(String line, boolean ofGold, String what, String why) {
        this.line = Pattern.compile(line);
        this.ofGold = ofGold;
        this.what = what;
        this.why = why;
    }

    /**
     * The reason why a line of RAPIDS's is no fault, if there is one.
     *
     * @param gold whether the rule looks at gold answers
     */
    static Optional<StaysOnCpu> of(String line, boolean gold) {
        return Arrays.stream(values())
                .filter(known -> gold || !known.ofGold)
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
