package dev.twt.model.jinja;

import java.util.HashMap;
import java.util.Map;

/** Jinja's namespace: the one value whose attributes a template may set. */
final class Namespace implements Attributed {
    private final Map<String, Object> attributes = new HashMap<>();

    void set(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public Object attribute(String name) {
        return attributes.get(name);
    }
}
