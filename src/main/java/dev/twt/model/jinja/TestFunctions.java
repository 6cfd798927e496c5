package dev.twt.model.jinja;

import java.util.HashMap;
import java.util.Map;

/** The tests there are. Others of Jinja2's are refused when a template is parsed. */
final class TestFunctions {
    private static final Map<String, TestFunction> ALL = all();

    private TestFunctions() {}

    static boolean exists(String name) {
        return ALL.containsKey(name);
    }

    static TestFunction named(String name) {
        TestFunction test = ALL.get(name);
        if (test == null) {
            throw JinjaException.failed("the test '" + name + "' is not supported");
        }
        return test;
    }

    private static Map<String, TestFunction> all() {
        Map<String, TestFunction> all = new HashMap<>();
        kinds(all);
        numbers(all);
        comparisons(all);
        return Map.copyOf(all);
    }

    private static void kinds(Map<String, TestFunction> all) {
        all.put("defined", (value, a) -> !(value instanceof Undefined));
        all.put("undefined", (value, a) -> value instanceof Undefined);
        all.put("none", (value, a) -> value == None.NONE);
        all.put("boolean", (value, a) -> value instanceof Boolean);
        all.put("true", (value, a) -> Boolean.TRUE.equals(value));
        all.put("false", (value, a) -> Boolean.FALSE.equals(value));
        all.put("string", (value, a) -> value instanceof Text);
        all.put("mapping", (value, a) -> value instanceof Map);
        all.put("iterable", (value, a) -> Values.isIterable(value));
        all.put("sequence", (value, a) -> Values.isSized(value) && !(value instanceof View));
        all.put("callable", (value, a) -> value instanceof Callable || value instanceof Undefined);
        all.put("lower", (value, a) -> isCase(value, "islower"));
        all.put("upper", (value, a) -> isCase(value, "isupper"));
    }

    private static void numbers(Map<String, TestFunction> all) {
        all.put("number", (value, a) -> Comparison.isNumber(value));
        all.put("integer", (value, a) -> value instanceof Long);
        all.put("float", (value, a) -> value instanceof Double);
        all.put("odd", (value, a) -> Comparison.equal(Arithmetic.apply("%", value, 2L), 1L));
        all.put("even", (value, a) -> Comparison.equal(Arithmetic.apply("%", value, 2L), 0L));
        all.put("divisibleby", (value, a) -> Comparison.equal(Arithmetic.apply("%", value, other(a)), 0L));
    }

    private static void comparisons(Map<String, TestFunction> all) {
        TestFunction equal = (value, a) -> Comparison.equal(value, other(a));
        all.put("eq", equal);
        all.put("equalto", equal);
        all.put("==", equal);
        alias(all, (value, a) -> !Comparison.equal(value, other(a)), "ne", "!=");
        alias(all, (value, a) -> Comparison.order(value, other(a)) < 0, "lt", "lessthan", "<");
        alias(all, (value, a) -> Comparison.order(value, other(a)) <= 0, "le", "<=");
        alias(all, (value, a) -> Comparison.order(value, other(a)) > 0, "gt", "greaterthan", ">");
        alias(all, (value, a) -> Comparison.order(value, other(a)) >= 0, "ge", ">=");
        all.put("in", (value, a) -> Comparison.contains(other(a), value));
    }

    private static void alias(Map<String, TestFunction> all, TestFunction test, String... names) {
        for (String name : names) {
            all.put(name, test);
        }
    }

    private static Object other(Arguments arguments) {
        return arguments.bind("test", 1, "other")[0];
    }

    private static boolean isCase(Object value, String method) {
        return (boolean) TextMethods.of(Printing.text(value), method).call(Arguments.NONE);
    }
}
