package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A caller's values as a template's. */
final class JavaValues {
    private JavaValues() {}

    static Object toJinja(Object value) {
        if (value == null) {
            return None.NONE;
        }
        if (value instanceof String string) {
            return Text.user(string);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(toJinja(item)));
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put(toJinja(key), toJinja(item)));
            return entries;
        }
        if (value instanceof Text || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        throw JinjaException.failed("a template cannot take a value of " + value.getClass());
    }
}
