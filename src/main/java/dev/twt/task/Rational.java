package dev.twt.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An exact number in lowest terms.
 *
 * @param numerator carries the sign
 * @param denominator positive
 */
record Rational(BigInteger numerator, BigInteger denominator) {

    /** A fraction whose decimal expansion ends within so many places is written as a decimal. */
    static final int DECIMAL_PLACES = 12;

    Rational {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator must be positive: " + denominator);
        }
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    static Rational of(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        return value.scale() >= 0
                ? new Rational(unscaled, BigInteger.TEN.pow(value.scale()))
                : new Rational(unscaled.multiply(BigInteger.TEN.pow(-value.scale())), BigInteger.ONE);
    }

    static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** Empty when the divisor is zero. */
    Optional<Rational> over(Rational other) {
        if (other.numerator.signum() == 0) {
            return Optional.empty();
        }
        BigInteger top = numerator.multiply(other.denominator);
        BigInteger bottom = denominator.multiply(other.numerator);
        return Optional.of(
                bottom.signum() < 0 ? new Rational(top.negate(), bottom.negate()) : new Rational(top, bottom));
    }

    Rational times10To(int exponent) {
        BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
        return exponent >= 0
                ? new Rational(numerator.multiply(power), denominator)
                : new Rational(numerator, denominator.multiply(power));
    }

    boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    int signum() {
        return numerator.signum();
    }

    int bits() {
        return numerator.bitLength() + denominator.bitLength();
    }

    /** The value as a decimal if its expansion ends within {@link #DECIMAL_PLACES} places. */
    Optional<BigDecimal> decimal() {
        if (BigInteger.TEN.pow(DECIMAL_PLACES).mod(denominator).signum() != 0) {
            return Optional.empty();
        }
        BigInteger scaled =
                numerator.multiply(BigInteger.TEN.pow(DECIMAL_PLACES)).divide(denominator);
        BigDecimal value = new BigDecimal(scaled, DECIMAL_PLACES).stripTrailingZeros();
        return Optional.of(value.scale() < 0 ? value.setScale(0) : value);
    }

    /** {@code 18}, {@code 0.5} or, where the decimals go on, {@code 2/3}. */
    String canonical() {
        return decimal().map(BigDecimal::toPlainString).orElseGet(() -> numerator + "/" + denominator);
    }
}
