package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Jinja's filters that choose or map items; as in Python, what they give is read once and has no length. */
final class SelectionFilters {
    private SelectionFilters() {}

    static void register(Map<String, Filter> all) {
        all.put("map", SelectionFilters::map);
        all.put("unique", SelectionFilters::unique);
        all.put("select", (value, a) -> choose(value, a, AttributePath.of(null), true));
        all.put("reject", (value, a) -> choose(value, a, AttributePath.of(null), false));
        all.put("selectattr", (value, a) -> choose(value, a.skip(1), path(a), true));
        all.put("rejectattr", (value, a) -> choose(value, a.skip(1), path(a), false));
    }

    private static AttributePath path(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw JinjaException.failed("selectattr and rejectattr need the name of an attribute");
        }
        return AttributePath.of(arguments.positional().get(0));
    }

    private static Object choose(Object value, Arguments arguments, AttributePath path, boolean wanted) {
        Predicate<Object> test = test(arguments);
        List<Object> chosen = new ArrayList<>();
        if (Values.isTrue(value)) {
            for (Object item : Values.items(value)) {
                if (test.test(path.in(item)) == wanted) {
                    chosen.add(item);
                }
            }
        }
        return Generated.of(chosen);
    }

    private static Predicate<Object> test(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            return Values::isTrue;
        }
        TestFunction test = TestFunctions.named(
                TextMethods.required(arguments.positional().get(0)).string());
        Arguments rest = arguments.skip(1);
        return value -> test.holds(value, rest);
    }

    private static Object map(Object value, Arguments arguments) {
        List<Object> mapped = new ArrayList<>();
        if (!Values.isTrue(value)) {
            return Generated.of(mapped);
        }
        if (arguments.positional().isEmpty()) {
            Map<String, Object> named = new HashMap<>(arguments.named());
            AttributePath path = AttributePath.of(named.remove("attribute"));
            Object otherwise = named.remove("default");
            if (!named.isEmpty() || path.parts().isEmpty()) {
                throw JinjaException.failed("the filter map needs a filter's name or attribute=...");
            }
            Values.items(value).forEach(item -> mapped.add(path.in(item, otherwise)));
        } else {
            Filter filter = Filters.named(
                    TextMethods.required(arguments.positional().get(0)).string());
            Values.items(value).forEach(item -> mapped.add(filter.apply(item, arguments.skip(1))));
        }
        return Generated.of(mapped);
    }

    private static Object unique(Object value, Arguments arguments) {
        Object[] b = arguments.bind("unique", 0, "case_sensitive", "attribute");
        AttributePath path = AttributePath.of(b[1]);
        Set<Object> seen = new HashSet<>();
        List<Object> unique = new ArrayList<>();
        for (Object item : Values.items(value)) {
            if (seen.add(Values.key(SequenceFilters.caseKey(path.in(item), b[0])))) {
                unique.add(item);
            }
        }
        return Generated.of(unique);
    }
}
