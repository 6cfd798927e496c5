package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.twt.config.LimitsConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.ResponseColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the open requests of a teacher will likely take, by the mean of its recorded answers. Requests that have to be
 * sent again are not in it.
 *
 * @param answers recorded ones that it rests on
 * @param seconds at the configured limits; empty for teachers without a server
 */
record LikelyUse(
        String teacher,
        long answers,
        Spread promptTokens,
        Spread completionTokens,
        Spread usd,
        OptionalDouble seconds) {
    private static final double TOKENS_PRICED = 1e6;
    private static final double MILLIS = 1e3;
    /** The governor spreads the limit of a minute over this many seconds, so that no minute ever holds more. */
    private static final double SPREAD_MINUTE = 65;

    /**
     * A sum over the open requests.
     *
     * @param likely the mean times the open requests
     * @param margin half of the interval that holds the true mean times the open requests in nine of ten cases; NaN
     *     where one answer is all there is
     */
    record Spread(double likely, double margin) {
        private static final double NINETY_PERCENT = 1.645;

        static Spread of(double mean, double variance, long answers, long open) {
            double margin = answers < 2 ? Double.NaN : NINETY_PERCENT * Math.sqrt(Math.max(0, variance) / answers);
            return new Spread(mean * open, margin * open);
        }

        double least() {
            return Math.max(0, likely - margin);
        }

        double most() {
            return likely + margin;
        }
    }

    /** Of the teachers that have open requests and recorded answers. */
    static List<LikelyUse> of(List<TeacherPlan> plans, List<TeacherConfig> teachers, Dataset<Row> ledger) {
        Map<String, Row> recorded = new HashMap<>();
        ledger.where(col(ResponseColumns.COMPLETION_TOKENS).gt(0))
                .groupBy(ResponseColumns.TEACHER)
                .agg(
                        expr("count(1)"),
                        expr("avg(prompt_tokens)"),
                        expr("coalesce(var_samp(prompt_tokens), 0D)"),
                        expr("avg(completion_tokens)"),
                        expr("coalesce(var_samp(completion_tokens), 0D)"),
                        expr("coalesce(covar_samp(prompt_tokens, completion_tokens), 0D)"),
                        expr("coalesce(avg(latency_ms), 0D)"),
                        expr("count_if(prompt_tokens > 0)"))
                .collectAsList()
                .forEach(row -> recorded.put(row.getString(0), row));
        List<LikelyUse> uses = new ArrayList<>();
        for (TeacherPlan plan : plans) {
            Row row = recorded.get(plan.teacher());
            long open = plan.requests() - plan.recorded();
            if (row != null && open > 0) {
                teachers.stream()
                        .filter(teacher -> teacher.name().equals(plan.teacher()))
                        .forEach(teacher -> uses.add(of(teacher, row, open, plan.sent())));
            }
        }
        return uses;
    }

    private static LikelyUse of(TeacherConfig teacher, Row row, long open, long sent) {
        long answers = row.getLong(1);
        double in = teacher.price().input() / TOKENS_PRICED;
        double out = teacher.price().output() / TOKENS_PRICED;
        double share = promptShare((double) row.getLong(8) / answers, (double) sent / open);
        double prompt = row.isNullAt(2) ? 0 : share * row.getDouble(2);
        double promptVariance = share * share * row.getDouble(3);
        double completion = row.getDouble(4);
        double variance =
                in * in * promptVariance + out * out * row.getDouble(5) + 2 * in * out * share * row.getDouble(6);
        return new LikelyUse(
                teacher.name(),
                answers,
                Spread.of(prompt, promptVariance, answers, open),
                Spread.of(completion, row.getDouble(5), answers, open),
                Spread.of(in * prompt + out * completion, variance, answers, open),
                seconds(teacher, row.getDouble(7) / MILLIS, sent));
    }

    /**
     * By how much an answer's part in its prompt differs from the recorded ones', as other numbers of samples go in one
     * request.
     *
     * @param recorded prompts to one recorded answer
     * @param planned prompts to one open answer
     */
    private static double promptShare(double recorded, double planned) {
        return recorded == 0 ? 1 : planned / recorded;
    }

    private static OptionalDouble seconds(TeacherConfig teacher, double latency, long sent) {
        if (!teacher.backend().equals("openai")) {
            return OptionalDouble.empty();
        }
        LimitsConfig limits = teacher.limits();
        double byRequests =
                limits.requestsPerMinute() == 0 ? 0 : (double) sent / limits.requestsPerMinute() * SPREAD_MINUTE;
        return OptionalDouble.of(Math.max(byRequests, sent * latency / limits.inFlight()));
    }

    /** One line; in brackets the bounds that hold the true mean in nine of ten cases. */
    String words() {
        StringBuilder words = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, likely, by the mean of %,d recorded answers: %,.0f in tokens, %,.0f out tokens",
                teacher,
                answers,
                promptTokens.likely(),
                completionTokens.likely()));
        range(words, completionTokens, "%,.0f to %,.0f");
        if (usd.likely() > 0) {
            words.append(String.format(Locale.ROOT, ", %.2f $", usd.likely()));
            range(words, usd, "%.2f to %.2f");
        }
        seconds.ifPresent(s -> words.append(", about ").append(Durations.words(s)));
        return words.toString();
    }

    private static void range(StringBuilder words, Spread spread, String form) {
        if (!Double.isNaN(spread.margin())) {
            words.append(" (")
                    .append(String.format(Locale.ROOT, form, spread.least(), spread.most()))
                    .append(')');
        }
    }
}
