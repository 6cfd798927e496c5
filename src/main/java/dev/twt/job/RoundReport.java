package dev.twt.job;

import static org.apache.spark.sql.functions.expr;

import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What each round has brought and cost, as the ledger tells it: right after a kill and under another rule as well. */
record RoundReport(int enough, List<RoundLine> lines) {
    /** The figure of a step's record. */
    static final String FIGURE = "rounds";

    private static final int NAMES_LENGTH = 28;

    RoundReport {
        lines = List.copyOf(lines);
    }

    /** Empty where the run has one round and the ledger has no more. */
    static Optional<RoundReport> of(RunContext run, OpenQuestions open) {
        List<Row> rounds = rounds(run);
        boolean further = run.config().rounds().further() || rounds.stream().anyMatch(row -> row.getInt(0) > 0);
        return further && !rounds.isEmpty() ? Optional.of(of(rounds, open)) : Optional.empty();
    }

    private static List<Row> rounds(RunContext run) {
        Dataset<Row> full = Ledger.open(run.spark(), run.workspace()).rationales();
        return full.groupBy(ResponseColumns.ROUND)
                .agg(
                        expr("sort_array(collect_set(teacher))"),
                        expr("count(distinct question_id)"),
                        expr("count(1)"),
                        expr("coalesce(sum(coalesce(prompt_tokens, 0) + coalesce(completion_tokens, 0)), 0L)"),
                        expr("coalesce(sum(cost_usd), 0D)"))
                .orderBy(ResponseColumns.ROUND)
                .collectAsList();
    }

    private static RoundReport of(List<Row> rounds, OpenQuestions open) {
        List<RoundLine> lines = new ArrayList<>();
        for (Row row : rounds) {
            int round = row.getInt(0);
            long before = round == 0 ? open.all() : open.count(round);
            long after = open.count(round + 1);
            lines.add(new RoundLine(
                    round,
                    row.getList(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getDouble(5),
                    before - after,
                    after));
        }
        return new RoundReport(open.enough(), lines);
    }

    List<Map<String, Object>> figures() {
        return lines.stream().map(RoundLine::figures).toList();
    }

    /** A line a round, counted from 1. */
    String text() {
        StringBuilder table = new StringBuilder();
        row(table, "round", "teachers", "asked", "answers", "tokens", "cost $", "reached " + enough, "still open");
        lines.forEach(line -> row(
                table,
                String.valueOf(line.round() + 1),
                names(line.teachers()),
                grouped(line.asked()),
                grouped(line.answers()),
                grouped(line.tokens()),
                line.usd() > 0 ? String.format(Locale.ROOT, "%.4f", line.usd()) : "-",
                grouped(line.reached()),
                grouped(line.open())));
        return table.toString().stripTrailing();
    }

    private static String names(List<String> teachers) {
        String names = String.join(", ", teachers);
        return names.length() <= NAMES_LENGTH ? names : names.substring(0, NAMES_LENGTH - 1) + "…";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void row(StringBuilder table, Object... cells) {
        table.append(String.format("%5s  %-28s %9s %9s %13s %10s %10s %11s", cells)
                        .stripTrailing())
                .append('\n');
    }
}
