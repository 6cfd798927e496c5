package dev.twt.sandbox;

import java.util.List;

/**
 * The tests of one question.
 *
 * @param setup code that runs before the tests, such as imports; may be empty
 * @param tests statements, run in order in one namespace; one that raises an error fails
 */
public record TestSuite(String setup, List<String> tests) {
    public TestSuite {
        tests = List.copyOf(tests);
    }

    public static TestSuite of(List<String> tests) {
        return new TestSuite("", tests);
    }
}
