package dev.twt.model.jinja;

import java.util.HashMap;
import java.util.Map;

/** Names and their values; a name that is not here is looked for in the scope around. Used by one thread. */
final class Scope {
    private final Scope around;
    private final Map<String, Object> values = new HashMap<>();

    Scope(Scope around) {
        this.around = around;
    }

    static Scope of(Map<String, Object> values) {
        Scope scope = new Scope(null);
        scope.values.putAll(values);
        return scope;
    }

    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.around) {
            Object value = scope.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Undefined("'" + name + "'");
    }

    void set(String name, Object value) {
        values.put(name, value);
    }
}
