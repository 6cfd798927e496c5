import dev.twt.sandbox.TestSuite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A solution with one operator, number or return changed, by chance with the task's number as seed. */
final class Changed {
    private static final Pattern PLACES =
            Pattern.compile("(?<=[\\w)\\] ])(?:[-+*<>]|==)(?=[\\w( ])(?![-+*/<>=])(?<![-+*/<>=]{2})|\\b\\d{1,9}\\b|\\breturn\\b");
    private static final Map<String, String> OTHERS =
            Map.of("+", "-", "-", "+", "*", "+", "<", "<=", ">", ">=", "==", "!=", "return", "return not");

    private Changed() {}

    static Program of(Program right) throws IOException {
        List<MatchResult> places = new ArrayList<>();
        Matcher matcher = PLACES.matcher(right.text());
        while (matcher.find()) {
            places.add(matcher.toMatchResult());
        }
        MatchResult place = places.get(new Random(Long.parseLong(right.id())).nextInt(places.size()));
        String other = OTHERS.containsKey(place.group())
                ? OTHERS.get(place.group())
                : Long.toString(Long.parseLong(place.group()) + 1);
        String text = right.text().substring(0, place.start()) + other + right.text().substring(place.end());
        return new Program(right.id(), text, right.tests(), plain(text, right.tests()));
    }

    /** What exec says of the program with the tests behind it. */
    private static TestSuite plain(String text, TestSuite tests) throws IOException {
        String all = text + "\n" + tests.setup() + "\n" + String.join("\n", tests.tests()) + "\n";
        return new TestSuite(
                "import json", List.of("exec(json.loads(" + Solutions.literal(all) + "), {'__name__': 'plain'})"));
    }
}
