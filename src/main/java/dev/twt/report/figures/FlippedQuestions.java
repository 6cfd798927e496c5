package dev.twt.report.figures;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.ResponseColumns;
import dev.twt.evaluation.Flip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Questions that flipped between two answerers, with all that these wrote. */
public final class FlippedQuestions {
    private final List<Pending> all = new ArrayList<>();

    private record Pending(String first, String second, Flip flip) {}

    /** Adds questions that flipped between two. */
    public void add(String first, String second, List<Flip> flips) {
        flips.forEach(flip -> all.add(new Pending(first, second, flip)));
    }

    /**
     * All that were added, in that order.
     *
     * @param ledger one row a request, under {@link ResponseColumns}
     */
    public List<FlippedQuestion> read(Dataset<Row> ledger) {
        Map<String, Row> texts = new HashMap<>();
        Object[] requests = all.stream()
                .flatMap(one -> Stream.of(one.flip().firstRequest(), one.flip().secondRequest()))
                .distinct()
                .toArray();
        if (requests.length > 0) {
            ledger.where(col(ResponseColumns.REQUEST_ID).isin(requests))
                    .select(ResponseColumns.REQUEST_ID, ResponseColumns.TEXT, ResponseColumns.COMPLETION_TOKENS)
                    .collectAsList()
                    .forEach(row -> texts.put(row.getString(0), row));
        }
        return all.stream().map(one -> question(one, texts)).toList();
    }

    private static FlippedQuestion question(Pending one, Map<String, Row> texts) {
        Flip flip = one.flip();
        return new FlippedQuestion(
                flip.questionId(),
                flip.question(),
                flip.gold(),
                said(one.first(), flip.firstIsRight(), flip.first(), texts.get(flip.firstRequest())),
                said(one.second(), !flip.firstIsRight(), flip.second(), texts.get(flip.secondRequest())));
    }

    private static FlippedQuestion.Said said(String answerer, boolean right, String answer, Row row) {
        return row == null
                ? new FlippedQuestion.Said(answerer, right, null, answer, null)
                : new FlippedQuestion.Said(answerer, right, row.getString(1), answer, row.getAs(2));
    }
}
