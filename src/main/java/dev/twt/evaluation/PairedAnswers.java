package dev.twt.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min_by;

import dev.twt.dataset.EvaluationColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The answers of two answerers side by side, a row a question. Questions are the same if identity and text are. Of several
 * samples the first one is taken.
 */
final class PairedAnswers {
    private static final String RIGHT = "right";
    private static final String SAID = "said";
    private static final String FIRST = "first_";
    private static final String SECOND = "second_";

    private final Dataset<Row> answers;
    private final String first;
    private final String second;

    PairedAnswers(Dataset<Row> answers, String first, String second) {
        this.answers = answers;
        this.first = first;
        this.second = second;
    }

    List<Flip> flips(int most) {
        List<Flip> lost = flips(true, most);
        List<Flip> won = flips(false, most);
        int half = most / 2;
        int ofLost = Math.min(lost.size(), Math.max(half, most - won.size()));
        List<Flip> flips = new ArrayList<>(lost.subList(0, ofLost));
        flips.addAll(won.subList(0, Math.min(won.size(), most - ofLost)));
        return flips;
    }

    /** In the order of their identities. */
    private List<Flip> flips(boolean firstIsRight, int most) {
        return sideBySide()
                .where(col(FIRST + RIGHT)
                        .equalTo(firstIsRight)
                        .and(col(SECOND + RIGHT).equalTo(!firstIsRight)))
                .orderBy(EvaluationColumns.QUESTION_ID, EvaluationColumns.QUESTION)
                .limit(most)
                .collectAsList()
                .stream()
                .map(row -> new Flip(
                        row.getAs(EvaluationColumns.QUESTION_ID),
                        row.getAs(EvaluationColumns.QUESTION),
                        row.getAs(FIRST + EvaluationColumns.GOLD),
                        firstIsRight,
                        row.getAs(FIRST + SAID),
                        row.getAs(SECOND + SAID),
                        row.getAs(FIRST + EvaluationColumns.REQUEST_ID),
                        row.getAs(SECOND + EvaluationColumns.REQUEST_ID)))
                .toList();
    }

    private Dataset<Row> sideBySide() {
        return of(first, FIRST)
                .join(of(second, SECOND), new String[] {EvaluationColumns.QUESTION_ID, EvaluationColumns.QUESTION});
    }

    private Dataset<Row> of(String answerer, String prefix) {
        Column sample = col(EvaluationColumns.SAMPLE);
        return answers.where(col(EvaluationColumns.ANSWERER).equalTo(answerer))
                .groupBy(EvaluationColumns.QUESTION_ID, EvaluationColumns.QUESTION)
                .agg(
                        min_by(col(EvaluationColumns.CORRECT), sample).as(prefix + RIGHT),
                        min_by(col(EvaluationColumns.ANSWER), sample).as(prefix + SAID),
                        min_by(col(EvaluationColumns.REQUEST_ID), sample).as(prefix + EvaluationColumns.REQUEST_ID),
                        min_by(col(EvaluationColumns.GOLD), sample).as(prefix + EvaluationColumns.GOLD));
    }
}
