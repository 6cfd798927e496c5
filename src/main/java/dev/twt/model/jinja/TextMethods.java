package dev.twt.model.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** Python's methods of strings. */
final class TextMethods {
    private static final Map<String, BiFunction<Text, Arguments, Object>> METHODS = methods();

    private TextMethods() {}

    static Callable of(Text text, String name) {
        BiFunction<Text, Arguments, Object> method = METHODS.get(name);
        return method == null ? null : arguments -> method.apply(text, arguments);
    }

    private static Map<String, BiFunction<Text, Arguments, Object>> methods() {
        Map<String, BiFunction<Text, Arguments, Object>> all = new HashMap<>();
        all.put("strip", (text, a) -> Search.strip(text, characters("strip", a), true, true));
        all.put("lstrip", (text, a) -> Search.strip(text, characters("lstrip", a), true, false));
        all.put("rstrip", (text, a) -> Search.strip(text, characters("rstrip", a), false, true));
        all.put("split", (text, a) -> {
            Object[] b = a.bind("split", 0, "sep", "maxsplit");
            return Search.split(text, optional(b[0]), limit(b[1]));
        });
        all.put("rsplit", (text, a) -> {
            Object[] b = a.bind("rsplit", 0, "sep", "maxsplit");
            return Search.splitFromEnd(text, optional(b[0]), limit(b[1]));
        });
        all.put("splitlines", (text, a) -> {
            Object keep = a.bind("splitlines", 0, "keepends")[0];
            return Search.lines(text, keep != null && Values.isTrue(keep));
        });
        all.put("replace", (text, a) -> {
            Object[] b = a.bind("replace", 2, "old", "new", "count");
            return Search.replace(text, required(b[0]), required(b[1]), limit(b[2]));
        });
        all.put("join", (text, a) -> join(text, Values.items(a.bind("join", 1, "iterable")[0])));
        casing(all);
        searching(all);
        kinds(all);
        return Map.copyOf(all);
    }

    private static void casing(Map<String, BiFunction<Text, Arguments, Object>> all) {
        all.put("upper", (text, a) -> none("upper", a, Casing.upper(text)));
        all.put("lower", (text, a) -> none("lower", a, Casing.lower(text)));
        all.put("title", (text, a) -> none("title", a, Casing.title(text)));
        all.put("capitalize", (text, a) -> none("capitalize", a, Casing.capitalize(text)));
    }

    private static void searching(Map<String, BiFunction<Text, Arguments, Object>> all) {
        all.put("startswith", (text, a) -> affixed(a, "startswith", text.string()::startsWith));
        all.put("endswith", (text, a) -> affixed(a, "endswith", text.string()::endsWith));
        all.put(
                "find",
                (text, a) -> position(text, text.string().indexOf(one("find", a).string())));
        all.put(
                "rfind",
                (text, a) ->
                        position(text, text.string().lastIndexOf(one("rfind", a).string())));
        all.put(
                "index",
                (text, a) -> found(
                        position(text, text.string().indexOf(one("index", a).string()))));
        all.put(
                "rindex",
                (text, a) -> found(position(
                        text, text.string().lastIndexOf(one("rindex", a).string()))));
        all.put("count", (text, a) -> count(text, one("count", a)));
        all.put("partition", (text, a) -> partition(text, one("partition", a), true));
        all.put("rpartition", (text, a) -> partition(text, one("rpartition", a), false));
        all.put("removeprefix", (text, a) -> {
            Text prefix = one("removeprefix", a);
            int cut =
                    text.string().startsWith(prefix.string()) ? prefix.string().length() : 0;
            return text.substring(cut, text.string().length());
        });
        all.put("removesuffix", (text, a) -> {
            Text suffix = one("removesuffix", a);
            int cut = text.string().endsWith(suffix.string()) ? suffix.string().length() : 0;
            return text.substring(0, text.string().length() - cut);
        });
    }

    private static void kinds(Map<String, BiFunction<Text, Arguments, Object>> all) {
        all.put("isspace", (text, a) -> every(text, c -> c < 0x10000 && PythonSpace.isSpace((char) c)));
        all.put("isalpha", (text, a) -> every(text, Character::isLetter));
        all.put("isdigit", (text, a) -> every(text, TextMethods::isDigit));
        all.put("isalnum", (text, a) -> every(text, c -> Character.isLetter(c) || isDigit(c)));
        all.put("isupper", (text, a) -> cased(text, Character::isUpperCase, Character::isLowerCase));
        all.put("islower", (text, a) -> cased(text, Character::isLowerCase, Character::isUpperCase));
    }

    static Text join(Text separator, List<Object> items) {
        TextBuilder out = new TextBuilder();
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                out.append(separator);
            }
            out.append(required(item));
            first = false;
        }
        return out.build();
    }

    private static Text characters(String method, Arguments arguments) {
        return optional(arguments.bind(method, 0, "chars")[0]);
    }

    private static Object none(String method, Arguments arguments, Text result) {
        arguments.bind(method, 0);
        return result;
    }

    private static Text one(String method, Arguments arguments) {
        return required(arguments.bind(method, 1, "text")[0]);
    }

    /** Null for an argument not given or None. */
    private static Text optional(Object value) {
        return value == null || value == None.NONE ? null : required(value);
    }

    static Text required(Object value) {
        if (value instanceof Text text) {
            return text;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        throw JinjaException.failed("expected a string, found " + Values.typeName(value));
    }

    private static long limit(Object value) {
        return value == null ? -1 : Arithmetic.toLong(value);
    }

    private static boolean affixed(Arguments arguments, String method, java.util.function.Predicate<String> matches) {
        Object affix = arguments.bind(method, 1, "text")[0];
        List<Object> affixes = affix instanceof Tuple tuple ? tuple.items() : List.of(affix);
        return affixes.stream().anyMatch(one -> matches.test(required(one).string()));
    }

    private static long position(Text text, int utf16) {
        return utf16 < 0 ? -1 : text.string().codePointCount(0, utf16);
    }

    private static long found(long position) {
        if (position < 0) {
            throw JinjaException.failed("index(): substring not found");
        }
        return position;
    }

    private static long count(Text text, Text part) {
        return part.isEmpty()
                ? text.length() + 1L
                : Search.split(text, part, -1).size() - 1L;
    }

    private static Tuple partition(Text text, Text separator, boolean first) {
        if (separator.isEmpty()) {
            throw JinjaException.failed("partition() by an empty separator");
        }
        String string = text.string();
        int at = first ? string.indexOf(separator.string()) : string.lastIndexOf(separator.string());
        if (at < 0) {
            return first ? Tuple.of(text, Text.EMPTY, Text.EMPTY) : Tuple.of(Text.EMPTY, Text.EMPTY, text);
        }
        int end = at + separator.string().length();
        return Tuple.of(text.substring(0, at), text.substring(at, end), text.substring(end, string.length()));
    }

    private static boolean every(Text text, IntPredicate kind) {
        return !text.isEmpty() && text.string().codePoints().allMatch(kind);
    }

    private static boolean cased(Text text, IntPredicate wanted, IntPredicate unwanted) {
        return text.string().codePoints().anyMatch(wanted)
                && text.string().codePoints().noneMatch(c -> unwanted.test(c) || Character.isTitleCase(c));
    }

    private static boolean isDigit(int c) {
        int type = Character.getType(c);
        if (type == Character.OTHER_NUMBER || type == Character.LETTER_NUMBER) {
            throw JinjaException.failed("whether '" + Character.toString(c) + "' is a digit is not supported");
        }
        return Character.isDigit(c);
    }
}
