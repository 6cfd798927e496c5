import dev.twt.sandbox.TestSuite;

/**
 * A program and its tests.
 *
 * @param plain the same without the judge: program and tests in one namespace, the tests of an empty program
 */
record Program(String id, String text, TestSuite tests, TestSuite plain) {
    Program(String id, String text, TestSuite tests) {
        this(id, text, tests, null);
    }
}
