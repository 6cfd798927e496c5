package dev.twt.teacher.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How long a server asks to wait: {@code retry-after-ms}, or {@code Retry-After} in seconds or as an HTTP date. */
public final class RetryAfter {
    /** No server means more; a longer wait is a mistake or an attack. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** The wait from now on, between 0 and a day, or null where the headers do not say or cannot be read. */
    public static Duration of(HttpHeaders headers, Instant now) {
        Duration exact = headers.firstValue("retry-after-ms")
                .map(text -> millis(text, 1))
                .orElse(null);
        return exact != null
                ? exact
                : headers.firstValue("retry-after")
                        .map(text -> secondsOrDate(text, now))
                        .orElse(null);
    }

    private static Duration secondsOrDate(String text, Instant now) {
        Duration seconds = millis(text, 1000);
        return seconds != null ? seconds : untilDate(text, now);
    }

    private static Duration millis(String text, int unit) {
        try {
            double millis = Double.parseDouble(text.strip()) * unit;
            return Double.isNaN(millis)
                    ? null
                    : Duration.ofMillis(Math.round(Math.min(Math.max(millis, 0), LONGEST.toMillis())));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Duration untilDate(String text, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, then);
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
