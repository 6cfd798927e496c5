package dev.twt.job;

import dev.twt.config.UserException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Values of one key of selection to be tried.
 *
 * @param key whole, such as {@code selection.quality.threshold}
 * @param values as they would be written in the configuration, in order
 */
record Sweep(String key, List<String> values) {
    private static final String BLOCK = "selection.";
    private static final int USUAL = 10;
    private static final int MOST = 50;
    private static final String NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?)";
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9.-]+)=" + NUMBER + "\\.\\." + NUMBER + "(?:/([0-9]{1,4}))?");

    /**
     * Reads {@code KEY=FROM..TO} or {@code KEY=FROM..TO/N}; {@code selection.} may be left out. Between whole numbers
     * there are whole numbers only.
     */
    static Sweep of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw problem(text, "it is not of the form KEY=FROM..TO");
        }
        int most = form.group(4) == null ? USUAL : Integer.parseInt(form.group(4));
        if (most < 2 || most > MOST) {
            throw problem(text, "it asks for " + most + " values, not 2 to " + MOST);
        }
        BigDecimal from = new BigDecimal(form.group(2));
        BigDecimal to = new BigDecimal(form.group(3));
        if (from.compareTo(to) >= 0) {
            throw problem(text, "FROM is not below TO");
        }
        String key = form.group(1).startsWith(BLOCK) ? form.group(1) : BLOCK + form.group(1);
        boolean whole = from.scale() <= 0 && to.scale() <= 0 && !key.startsWith(BLOCK + "quality.");
        return new Sweep(key, values(from, to, most, whole));
    }

    private static List<String> values(BigDecimal from, BigDecimal to, int most, boolean whole) {
        BigDecimal width = to.subtract(from);
        int count = whole ? width.min(BigDecimal.valueOf(most - 1L)).intValue() + 1 : most;
        return IntStream.range(0, count)
                .mapToObj(i -> from.add(width.multiply(BigDecimal.valueOf(i))
                        .divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL64)))
                .map(value -> value.setScale(whole ? 0 : 4, RoundingMode.HALF_UP))
                .map(value ->
                        value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString())
                .distinct()
                .toList();
    }

    private static UserException problem(String text, String what) {
        return new UserException(
                "--sweep " + text,
                what,
                "Say for example --sweep selection.quality.threshold=0.5..0.95, with /20 behind it for 20 values");
    }
}
