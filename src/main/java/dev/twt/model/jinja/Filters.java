package dev.twt.model.jinja;

import java.util.HashMap;
import java.util.Map;

/** The filters there are. Others of Jinja2's are refused when a template is parsed. */
final class Filters {
    private static final Map<String, Filter> ALL = all();

    private Filters() {}

    private static Map<String, Filter> all() {
        Map<String, Filter> all = new HashMap<>();
        TextFilters.register(all);
        NumberFilters.register(all);
        SequenceFilters.register(all);
        SelectionFilters.register(all);
        return Map.copyOf(all);
    }

    static boolean exists(String name) {
        return ALL.containsKey(name);
    }

    static Filter named(String name) {
        Filter filter = ALL.get(name);
        if (filter == null) {
            throw JinjaException.failed("the filter '" + name + "' is not supported");
        }
        return filter;
    }
}
