package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;

/** Python's arithmetic; integers that do not fit 64 bits fail. */
final class Arithmetic {
    private static final int LONGEST_REPETITION = 10_000_000;

    private Arithmetic() {}

    static Object apply(String operator, Object left, Object right) {
        if (left instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (right instanceof Undefined undefined && !operator.equals("%")) {
            throw undefined.used();
        }
        try {
            if (Comparison.isNumber(left) && Comparison.isNumber(right)) {
                return left instanceof Double || right instanceof Double || operator.equals("/")
                        ? floats(operator, toDouble(left), toDouble(right))
                        : integers(operator, toLong(left), toLong(right));
            }
        } catch (ArithmeticException e) {
            throw JinjaException.failed("arithmetic: " + e.getMessage());
        }
        return sequences(operator, left, right);
    }

    static Object negate(Object value) {
        if (value instanceof Double number) {
            return -number;
        }
        return Math.negateExact(toLong(value));
    }

    static Object plus(Object value) {
        return value instanceof Double ? value : (Object) toLong(value);
    }

    static long toLong(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        throw JinjaException.failed("expected an integer, found " + Values.typeName(value));
    }

    static double toDouble(Object value) {
        return value instanceof Double number ? number : toLong(value);
    }

    private static Object integers(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            default -> power(a, b);
        };
    }

    private static Object power(long base, long exponent) {
        if (exponent < 0) {
            return power((double) base, (double) exponent);
        }
        return java.math.BigInteger.valueOf(base)
                .pow((int) Math.min(exponent, 4096))
                .longValueExact();
    }

    private static Object floats(String operator, double a, double b) {
        if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw JinjaException.failed("division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> floorDivision(a, b);
            case "%" -> modulo(a, b);
            default -> power(a, b);
        };
    }

    /** As CPython's float_divmod: the remainder has the sign of the divisor, even if it is zero. */
    private static double modulo(double a, double b) {
        double remainder = a % b;
        if (remainder == 0) {
            return Math.copySign(0.0, b);
        }
        return (b < 0) == (remainder < 0) ? remainder : remainder + b;
    }

    private static double floorDivision(double a, double b) {
        double quotient = (a - modulo(a, b)) / b;
        return quotient == 0 ? Math.copySign(0.0, a / b) : Math.rint(quotient);
    }

    private static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw JinjaException.failed("0 cannot be raised to a negative power");
        }
        if (base < 0 && exponent != Math.rint(exponent)) {
            throw JinjaException.failed("complex numbers are not supported");
        }
        return Math.pow(base, exponent);
    }

    private static Object sequences(String operator, Object left, Object right) {
        if (operator.equals("+") && left instanceof Text a && right instanceof Text b) {
            return a.concat(b);
        }
        if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
            return joined(a, b);
        }
        if (operator.equals("+") && left instanceof Tuple a && right instanceof Tuple b) {
            return new Tuple(joined(a.items(), b.items()));
        }
        if (operator.equals("*") && isInteger(right)) {
            return repeated(left, toLong(right));
        }
        if (operator.equals("*") && isInteger(left)) {
            return repeated(right, toLong(left));
        }
        if (operator.equals("%") && left instanceof Text format) {
            return PercentFormat.format(format, right instanceof Tuple tuple ? tuple.items() : List.of(right));
        }
        throw JinjaException.failed(
                operator + " does not take " + Values.typeName(left) + " and " + Values.typeName(right));
    }

    private static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    private static List<Object> joined(List<?> a, List<?> b) {
        List<Object> joined = new ArrayList<>(a);
        joined.addAll(b);
        return joined;
    }

    private static Object repeated(Object value, long times) {
        if (!(value instanceof Text || value instanceof List || value instanceof Tuple)) {
            throw JinjaException.failed("* does not take " + Values.typeName(value));
        }
        if (times > 0 && Values.length(value) * times > LONGEST_REPETITION) {
            throw JinjaException.failed("* makes more than " + LONGEST_REPETITION + " items");
        }
        if (value instanceof Text text) {
            TextBuilder builder = new TextBuilder();
            for (long i = 0; i < times; i++) {
                builder.append(text);
            }
            return builder.build();
        }
        List<Object> all = new ArrayList<>();
        for (long i = 0; i < times; i++) {
            all.addAll(Values.items(value));
        }
        return value instanceof Tuple ? new Tuple(all) : all;
    }
}
