package dev.twt.model.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;

/** Jinja's filters of numbers. */
final class NumberFilters {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+(?:_\\d+)*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private NumberFilters() {}

    static void register(Map<String, Filter> all) {
        all.put("int", NumberFilters::toInteger);
        all.put("float", NumberFilters::toFloat);
        all.put("abs", (value, a) -> absolute(value));
        all.put("round", NumberFilters::round);
    }

    private static Object toInteger(Object value, Arguments arguments) {
        Object[] b = arguments.bind("int", 0, "default", "base");
        if (b[1] != null && Arithmetic.toLong(b[1]) != 10) {
            throw JinjaException.failed("the filter int with a base is not supported");
        }
        Object otherwise = b[0] == null ? (Object) 0L : b[0];
        try {
            if (value instanceof Text text) {
                String string = Search.strip(text, null, true, true).string();
                return INTEGER.matcher(string).matches()
                        ? (Object) Long.parseLong(string.replace("_", ""))
                        : truncated(parse(string), otherwise);
            }
        } catch (NumberFormatException e) {
            throw JinjaException.failed("an integer of more than 64 bits is not supported");
        }
        if (value instanceof Double number) {
            return truncated(number, otherwise);
        }
        return isNumberOrUndefined(value) ? (Object) Arithmetic.toLong(value) : otherwise;
    }

    private static Object truncated(Double number, Object otherwise) {
        if (number == null || number.isNaN() || number.isInfinite()) {
            return otherwise;
        }
        if (Math.abs(number) >= Long.MAX_VALUE) {
            throw JinjaException.failed("an integer of more than 64 bits is not supported");
        }
        return number.longValue();
    }

    private static Object toFloat(Object value, Arguments arguments) {
        Object otherwise = arguments.bind("float", 0, "default")[0];
        Double parsed = value instanceof Text text
                ? parse(Search.strip(text, null, true, true).string())
                : isNumberOrUndefined(value) ? (Double) Arithmetic.toDouble(value) : null;
        if (parsed != null) {
            return parsed;
        }
        return otherwise == null ? (Object) 0.0 : otherwise;
    }

    /** The number a string holds; null if it holds none. */
    private static Double parse(String string) {
        if (string.matches("(?i)[+-]?(nan|inf|infinity)") || string.contains("_")) {
            throw JinjaException.failed("the number '" + string + "' is not supported");
        }
        return NUMBER.matcher(string).matches() ? Double.valueOf(string) : null;
    }

    private static boolean isNumberOrUndefined(Object value) {
        return Comparison.isNumber(value) || value instanceof Undefined;
    }

    private static Object absolute(Object value) {
        return value instanceof Double number
                ? (Object) Math.abs(number)
                : (Object) Math.absExact(Arithmetic.toLong(value));
    }

    private static Object round(Object value, Arguments arguments) {
        Object[] b = arguments.bind("round", 0, "precision", "method");
        int precision = b[0] == null ? 0 : (int) Arithmetic.toLong(b[0]);
        String method = b[1] == null ? "common" : TextMethods.required(b[1]).string();
        RoundingMode mode =
                switch (method) {
                    case "common" -> RoundingMode.HALF_EVEN;
                    case "ceil" -> RoundingMode.CEILING;
                    case "floor" -> RoundingMode.FLOOR;
                    default -> throw JinjaException.failed("round: unknown method " + method);
                };
        if (!(value instanceof Double)) {
            if (precision < 0) {
                throw JinjaException.failed("round to tens is not supported");
            }
            return method.equals("common") ? (Object) Arithmetic.toLong(value) : (Object) Arithmetic.toDouble(value);
        }
        double number = Arithmetic.toDouble(value);
        if (method.equals("common") || precision == 0) {
            return Math.copySign(
                    new BigDecimal(number).setScale(precision, mode).doubleValue(), number);
        }
        double scale = Math.pow(10, precision);
        return (method.equals("ceil") ? Math.ceil(number * scale) : Math.floor(number * scale)) / scale;
    }
}
