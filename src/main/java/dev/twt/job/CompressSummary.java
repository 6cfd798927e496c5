package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.twt.config.CompressConfig;
import dev.twt.dataset.CompressedColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What has become of the rationales.
 *
 * @param stages one a stage, in order
 * @param tries questions that the student tried
 * @param right of these, with the kept answer
 * @param rejected verdict to number of tries that were not accepted
 */
record CompressSummary(List<StageLine> stages, long tries, long right, Map<String, Long> rejected) {
    /**
     * One stage.
     *
     * @param rationales kept ones it starts from
     * @param shortened within the budget
     * @param firstTry of these, at the first try
     * @param tooLong taken though above the budget
     * @param asWritten taken as they were
     * @param dropped without an example
     * @param tokensBefore of the originals of its examples
     * @param tokensAfter of its examples
     */
    record StageLine(
            String stage,
            double budget,
            long rationales,
            long shortened,
            long firstTry,
            long tooLong,
            long asWritten,
            long dropped,
            long tokensBefore,
            long tokensAfter) {
        long examples() {
            return shortened + tooLong + asWritten;
        }

        private Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("budget", budget);
            figures.put("rationales", rationales);
            figures.put("shortened", shortened);
            figures.put("firstTry", firstTry);
            figures.put("tooLong", tooLong);
            figures.put("asWritten", asWritten);
            figures.put("dropped", dropped);
            figures.put("tokensBefore", tokensBefore);
            figures.put("tokensAfter", tokensAfter);
            return figures;
        }
    }

    CompressSummary {
        stages = List.copyOf(stages);
        rejected = Map.copyOf(rejected);
    }

    /** @param table rows under {@link CompressedColumns#SCHEMA} */
    static CompressSummary of(Dataset<Row> table) {
        List<StageLine> stages = table
                .groupBy(CompressedColumns.STAGE)
                .agg(
                        expr("first(budget_share)"),
                        expr("count(distinct original_request_id)"),
                        expr("count_if(taken and verdict = 'accepted')"),
                        expr("count_if(taken and verdict = 'accepted' and coalesce(try, 1) = 1)"),
                        expr("count_if(taken and verdict = 'over-budget')"),
                        expr("count_if(taken and verdict in ('short', 'original'))"),
                        expr("coalesce(sum(if(taken, original_tokens, 0)), 0L)"),
                        expr("coalesce(sum(if(taken, tokens, 0)), 0L)"))
                .orderBy(CompressedColumns.STAGE)
                .collectAsList()
                .stream()
                .map(CompressSummary::line)
                .toList();
        Row student = table.agg(
                        expr("count(distinct attempt_request_id)"),
                        expr("count(distinct if(attempt_right, attempt_request_id, null))"))
                .first();
        Map<String, Long> rejected = new TreeMap<>();
        table.where(col(CompressedColumns.VERDICT)
                        .isin("accepted", "short", "original")
                        .equalTo(false))
                .groupBy(CompressedColumns.VERDICT)
                .count()
                .collectAsList()
                .forEach(row -> rejected.put(row.getString(0), row.getLong(1)));
        return new CompressSummary(stages, student.getLong(0), student.getLong(1), rejected);
    }

    private static StageLine line(Row row) {
        long taken = row.getLong(3) + row.getLong(5) + row.getLong(6);
        return new StageLine(
                row.getString(0),
                row.getDouble(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(2) - taken,
                row.getLong(7),
                row.getLong(8));
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        Map<String, Object> lines = new LinkedHashMap<>();
        stages.forEach(line -> lines.put(line.stage(), line.figures()));
        figures.put("stages", lines);
        figures.put("studentTries", tries);
        figures.put("studentRight", right);
        figures.put("rejected", rejected);
        return figures;
    }

    /** A line a stage, and what else there is to know. */
    String text(CompressConfig config) {
        StringBuilder text = new StringBuilder();
        row(text, "stage", "budget", "rationales", "shortened", "first try", "too long", "as it was", "dropped");
        for (StageLine line : stages) {
            row(
                    text,
                    line.stage(),
                    String.format(Locale.ROOT, "%.2f", line.budget()),
                    grouped(line.rationales()),
                    grouped(line.shortened()),
                    grouped(line.firstTry()),
                    grouped(line.tooLong()),
                    grouped(line.asWritten()),
                    grouped(line.dropped()));
        }
        stages.forEach(line -> text.append(String.format(
                Locale.ROOT,
                "%s: %,d tokens of rationales became %,d%n",
                line.stage(),
                line.tokensBefore(),
                line.tokensAfter())));
        if (tries > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "student: tried %,d questions, %,d of them with the kept answer (budget times %s)%n",
                    tries,
                    right,
                    config.rightShare()));
        }
        if (!rejected.isEmpty()) {
            text.append(rejected.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
                            .collect(Collectors.joining(", ", "tries that were rejected: ", "")))
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append(String.format("%-14s %6s %10s %9s %9s %8s %9s %8s%n", cells));
    }
}
