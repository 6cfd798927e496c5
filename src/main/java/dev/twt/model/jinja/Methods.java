package dev.twt.model.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Python's methods of strings, dictionaries and lists. */
final class Methods {
    /** What Python has and this package does not: using one is refused rather than taken for a missing key. */
    private static final Set<String> UNSUPPORTED_OF_TEXT = Set.of(
            "casefold",
            "center",
            "encode",
            "expandtabs",
            "format",
            "format_map",
            "isidentifier",
            "isprintable",
            "istitle",
            "ljust",
            "maketrans",
            "rjust",
            "swapcase",
            "translate",
            "zfill",
            "isdecimal",
            "isnumeric",
            "isascii");

    private static final Set<String> UNSUPPORTED_OF_NUMBER = Set.of(
            "real",
            "imag",
            "numerator",
            "denominator",
            "bit_length",
            "bit_count",
            "conjugate",
            "hex",
            "is_integer",
            "as_integer_ratio",
            "to_bytes");
    /** What Jinja2's sandbox forbids. */
    private static final Set<String> CHANGING_MAP =
            Set.of("clear", "pop", "popitem", "setdefault", "update", "fromkeys");

    private static final Set<String> CHANGING_LIST =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");

    private Methods() {}

    /** Whether a call of a method of this name is refused as soon as a template is parsed. */
    static boolean isUnsupported(String name) {
        return UNSUPPORTED_OF_TEXT.contains(name);
    }

    /** The value's method, bound to it; null if it has none of the name. */
    static Callable of(Object value, String name) {
        if (value instanceof Text text) {
            return UNSUPPORTED_OF_TEXT.contains(name) ? unsupported(name) : TextMethods.of(text, name);
        }
        if (value instanceof Map<?, ?> map) {
            return CHANGING_MAP.contains(name) ? forbidden(name) : CollectionMethods.ofMap(map, name);
        }
        if (value instanceof List<?> list) {
            return CHANGING_LIST.contains(name) ? forbidden(name) : CollectionMethods.ofList(list, name);
        }
        if (value instanceof Tuple tuple) {
            return name.equals("copy") ? null : CollectionMethods.ofList(tuple.items(), name);
        }
        if (value instanceof Range range) {
            return name.equals("copy") ? null : CollectionMethods.ofList(range.items(), name);
        }
        boolean ofNumber = Comparison.isNumber(value) && UNSUPPORTED_OF_NUMBER.contains(name);
        return ofNumber ? unsupported(name) : null;
    }

    private static Callable forbidden(String name) {
        return failing("the method " + name + "() changes a value, which Jinja2's sandbox forbids");
    }

    private static Callable unsupported(String name) {
        return failing("the method " + name + "() is not supported");
    }

    private static Callable failing(String why) {
        return arguments -> {
            throw JinjaException.failed(why);
        };
    }
}
