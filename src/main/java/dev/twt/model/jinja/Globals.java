package dev.twt.model.jinja;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions every chat template may call. */
final class Globals {
    private Globals() {}

    static Map<String, Object> with(Clock clock) {
        return Map.of(
                "raise_exception", (Callable) Globals::raise,
                "strftime_now", (Callable) arguments -> now(clock, arguments),
                "namespace", (Callable) Globals::namespace,
                "range", (Callable) Globals::range,
                "dict", (Callable) Globals::dict);
    }

    private static Object raise(Arguments arguments) {
        Object[] b = arguments.bind("raise_exception", 1, "message");
        throw JinjaException.raised(Printing.text(b[0]).string());
    }

    private static Object now(Clock clock, Arguments arguments) {
        Object[] b = arguments.bind("strftime_now", 1, "format");
        return Text.of(Strftime.format(
                ZonedDateTime.now(clock), TextMethods.required(b[0]).string()));
    }

    private static Object namespace(Arguments arguments) {
        Namespace namespace = new Namespace();
        Object[] b = new Arguments(arguments.positional(), Map.of()).bind("namespace", 0, "values");
        if (b[0] instanceof Map<?, ?> map) {
            map.forEach((key, value) -> namespace.set(Printing.text(key).string(), value));
        } else if (b[0] != null) {
            throw JinjaException.failed("namespace() takes a dictionary");
        }
        arguments.named().forEach(namespace::set);
        return namespace;
    }

    private static Object range(Arguments arguments) {
        Object[] b = arguments.bind("range", 1, "start", "stop", "step");
        long first = Arithmetic.toLong(b[0]);
        if (b[1] == null) {
            return new Range(0, first, 1);
        }
        return new Range(first, Arithmetic.toLong(b[1]), b[2] == null ? 1 : Arithmetic.toLong(b[2]));
    }

    private static Object dict(Arguments arguments) {
        Object[] b = new Arguments(arguments.positional(), Map.of()).bind("dict", 0, "values");
        if (b[0] != null && !(b[0] instanceof Map)) {
            throw JinjaException.failed("dict() of a sequence is not supported");
        }
        Map<Object, Object> dict = b[0] == null ? new LinkedHashMap<>() : new LinkedHashMap<>((Map<?, ?>) b[0]);
        arguments.named().forEach((name, value) -> dict.put(Text.of(name), value));
        return dict;
    }
}
