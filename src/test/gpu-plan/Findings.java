import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stays on the CPU of the plans of one rule, each thing once. */
final class Findings {
    private static final int WIDTH = 220;
    /** Said of a node whose expressions stand in lines of their own. */
    private static final String BECAUSE_OF_OTHERS = "because not all expressions can be replaced";

    private final Map<String, String> allowed = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final StaysOnCpu.Where where;
    private int plans;

    /** Nothing yet. */
    Findings(StaysOnCpu.Where where) {
        this.where = where;
    }

    /** Takes what RAPIDS said of a plan: a line a node or expression, those that stay beginning with an exclamation mark. */
    void add(String explained) {
        plans++;
        explained
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("!") && !line.endsWith(BECAUSE_OF_OTHERS))
                .forEach(this::addLine);
    }

    private void addLine(String line) {
        // Numbers of columns differ from rule to rule.
        String plain = line.replaceAll("#\\d+L?", "");
        Optional<StaysOnCpu> known = StaysOnCpu.of(plain, where);
        if (known.isPresent()) {
            allowed.put(known.get().what(), known.get().why());
        } else {
            refused.merge(plain.length() > WIDTH ? plain.substring(0, WIDTH) + "..." : plain, 1, Integer::sum);
        }
    }

    boolean clean() {
        return refused.isEmpty() && plans > 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(plans + " plans, ").append(refused.isEmpty() ? "ok" : "NOT ON GPU:");
        refused.forEach((line, times) ->
                text.append("\n    ").append(line).append(times > 1 ? " (" + times + " times)" : ""));
        allowed.forEach((what, why) ->
                text.append("\n    listed: ").append(what).append(": ").append(why));
        return text.toString();
    }
}
