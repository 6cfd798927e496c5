package dev.twt.task;

import java.util.Optional;

/**
 * Works out a sum that a model wrote instead of its result: {@code (63 - 51) * 2}. Numbers, the four operations, whole
 * powers and brackets only; short, shallow and small by construction.
 */
final class Arithmetic {

    private static final int LONGEST = 200;
    private static final int DEEPEST = 20;
    private static final int MOST_BITS = 2_000;
    private static final int LARGEST_POWER = 64;

    private final String text;
    private int at;

    private Arithmetic(String text) {
        this.text = text;
    }

    /** The value of the whole text, or empty if it is anything but such a sum. */
    static Optional<Rational> evaluate(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Arithmetic sum = new Arithmetic(
                text.replace("$", "").replace("×", "*").replace("÷", "/").replace('−', '-'));
        Optional<Rational> value = sum.sum(0);
        sum.spaces();
        return sum.at == sum.text.length() ? value : Optional.empty();
    }

    private Optional<Rational> sum(int depth) {
        Optional<Rational> value = product(depth);
        while (value.isPresent() && (peek() == '+' || peek() == '-')) {
            boolean minus = text.charAt(at++) == '-';
            Optional<Rational> next = product(depth);
            Rational left = value.get();
            value = next.map(right -> left.plus(minus ? right.negated() : right))
                    .filter(Arithmetic::small);
        }
        return value;
    }

    private Optional<Rational> product(int depth) {
        Optional<Rational> value = power(depth);
        while (value.isPresent() && (peek() == '*' || peek() == '/' || times())) {
            boolean divide = text.charAt(at++) == '/';
            Optional<Rational> next = power(depth);
            Rational left = value.get();
            value = next.flatMap(right -> divide ? left.over(right) : Optional.of(left.times(right)))
                    .filter(Arithmetic::small);
        }
        return value;
    }

    /** The letter x as a sign of multiplication stands between spaces. */
    private boolean times() {
        return peek() == 'x' && Chars.at(text, at - 1) == ' ' && Chars.at(text, at + 1) == ' ';
    }

    private Optional<Rational> power(int depth) {
        Optional<Rational> base = atom(depth);
        if (base.isEmpty() || peek() != '^') {
            return base;
        }
        at++;
        Optional<Rational> exponent = atom(depth)
                .filter(e -> e.isWhole()
                        && e.signum() >= 0
                        && e.numerator().bitLength() < 8
                        && e.numerator().intValue() <= LARGEST_POWER);
        return exponent.flatMap(e -> raised(base.get(), e.numerator().intValue()));
    }

    private static Optional<Rational> raised(Rational base, int exponent) {
        Rational result = Rational.of(1);
        for (int i = 0; i < exponent; i++) {
            result = result.times(base);
            if (!small(result)) {
                return Optional.empty();
            }
        }
        return Optional.of(result);
    }

    private Optional<Rational> atom(int depth) {
        char c = peek();
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        if (c == '-' || c == '+') {
            at++;
            Optional<Rational> value = atom(depth + 1);
            return c == '-' ? value.map(Rational::negated) : value;
        }
        if (c == '(' || c == '[') {
            at++;
            Optional<Rational> value = sum(depth + 1);
            char close = peek();
            at++;
            return close == (c == '(' ? ')' : ']') ? value : Optional.empty();
        }
        int end = Digits.end(text, at);
        Optional<Rational> value = Digits.value(text.substring(at, end)).map(Rational::of);
        at = end;
        return value;
    }

    private char peek() {
        spaces();
        return Chars.at(text, at);
    }

    private void spaces() {
        if (at < text.length()) {
            at = Chars.skipSpaces(text, at);
        }
    }

    private static boolean small(Rational value) {
        return value.bits() <= MOST_BITS;
    }
}
