package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What holds for every value: its truth, its length, what comes out when it is iterated, its name in errors. */
final class Values {
    private Values() {}

    static boolean isTrue(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        if (value instanceof Double number) {
            return number != 0;
        }
        if (value == None.NONE || value instanceof Undefined) {
            return false;
        }
        List<Object> items = sized(value);
        return items == null ? !(value instanceof Text text) || !text.isEmpty() : !items.isEmpty();
    }

    /** Items of a value that has a length and is not text; null for others. */
    private static List<Object> sized(Object value) {
        if (value instanceof List<?> list) {
            return asObjects(list);
        }
        if (value instanceof Tuple tuple) {
            return tuple.items();
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof View view) {
            return view.items();
        }
        return value instanceof Range range ? range.items() : null;
    }

    /** Length as Python's len. */
    static long length(Object value) {
        if (value instanceof Text text) {
            return text.length();
        }
        if (value instanceof Undefined) {
            return 0;
        }
        List<Object> items = sized(value);
        if (items == null) {
            throw JinjaException.failed("a value of type " + typeName(value) + " has no length");
        }
        return items.size();
    }

    static boolean isSized(Object value) {
        return value instanceof Text || value instanceof Undefined || sized(value) != null;
    }

    static boolean isIterable(Object value) {
        return isSized(value) || value instanceof Generated;
    }

    /** Items in order: keys of a dictionary, characters of a text. */
    static List<Object> items(Object value) {
        if (value instanceof Text text) {
            return characters(text);
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        if (value instanceof Generated generated) {
            List<Object> items = new ArrayList<>();
            Iterator<Object> rest = generated.items();
            rest.forEachRemaining(items::add);
            return items;
        }
        List<Object> items = sized(value);
        if (items == null) {
            throw JinjaException.failed("a value of type " + typeName(value) + " cannot be iterated");
        }
        return items;
    }

    private static List<Object> characters(Text text) {
        List<Object> characters = new ArrayList<>();
        String string = text.string();
        for (int i = 0; i < string.length(); ) {
            int end = string.offsetByCodePoints(i, 1);
            characters.add(text.substring(i, end));
            i = end;
        }
        return characters;
    }

    static boolean isHashable(Object value) {
        return value instanceof Tuple tuple
                ? tuple.items().stream().allMatch(Values::isHashable)
                : !(value instanceof List || value instanceof Map || value instanceof View);
    }

    /** Keys of dictionaries that Python holds for one key are one here. */
    static Object key(Object value) {
        if (!isHashable(value)) {
            throw JinjaException.failed("unhashable type: " + typeName(value));
        }
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        return value instanceof Double number && number == Math.rint(number) ? (Object) number.longValue() : value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> asObjects(List<?> list) {
        return (List<Object>) list;
    }

    static String typeName(Object value) {
        if (value instanceof Text) {
            return "str";
        }
        if (value instanceof List) {
            return "list";
        }
        if (value instanceof Map) {
            return "dict";
        }
        if (value instanceof Long) {
            return "int";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof Callable) {
            return "function";
        }
        return value instanceof Boolean
                ? "bool"
                : value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
