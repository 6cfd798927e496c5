package dev.twt.model.jinja;

import java.util.List;
import java.util.Map;

/** Python's ==, its order, and its {@code in}. */
final class Comparison {
    private Comparison() {}

    static boolean equal(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            boolean floats = left instanceof Double || right instanceof Double;
            return floats
                    ? Arithmetic.toDouble(left) == Arithmetic.toDouble(right)
                    : Arithmetic.toLong(left) == Arithmetic.toLong(right);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return equalItems(a, b);
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return equalItems(a.items(), b.items());
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.size() == b.size()
                    && a.entrySet().stream()
                            .allMatch(e -> b.containsKey(e.getKey()) && equal(e.getValue(), b.get(e.getKey())));
        }
        if (left instanceof Undefined) {
            return right instanceof Undefined;
        }
        if (left instanceof View && right instanceof View) {
            throw JinjaException.failed("comparing the views of dictionaries is not supported");
        }
        boolean byIdentity = left instanceof Record && !(left instanceof Range);
        return byIdentity ? left == right : left.equals(right);
    }

    private static boolean equalItems(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    /** Negative, 0 or positive as Python orders; values that have no order fail. */
    static int order(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return left instanceof Double || right instanceof Double
                    ? Double.compare(Arithmetic.toDouble(left), Arithmetic.toDouble(right))
                    : Long.compare(Arithmetic.toLong(left), Arithmetic.toLong(right));
        }
        if (left instanceof Text a && right instanceof Text b) {
            return byCodePoint(a.string(), b.string());
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return orderItems(a, b);
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return orderItems(a.items(), b.items());
        }
        if (left instanceof Undefined undefined) {
            throw undefined.used();
        }
        throw JinjaException.failed(
                "values of type " + Values.typeName(left) + " and " + Values.typeName(right) + " have no order");
    }

    private static int byCodePoint(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == a.length() || i == b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        int start = i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
        return Integer.compare(a.codePointAt(start), b.codePointAt(start));
    }

    private static int orderItems(List<?> a, List<?> b) {
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return order(a.get(i), b.get(i));
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** Python's {@code item in container}. */
    static boolean contains(Object container, Object item) {
        if (container instanceof Text text) {
            if (item instanceof Undefined undefined) {
                throw undefined.used();
            }
            if (item instanceof Text part) {
                return text.string().contains(part.string());
            }
            throw JinjaException.failed("'in' a string needs a string, not " + Values.typeName(item));
        }
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(Values.key(item));
        }
        return Values.items(container).stream().anyMatch(other -> equal(other, item));
    }
}
