package dev.twt.audit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;

import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.QuestionColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether the right answer stands in what teachers and students are asked. Nothing but the question's own text goes into
 * a prompt, so that is where it would be.
 */
final class GoldInQuestions implements Check {
    static final String STATED = "gold stated in prompts";
    static final String WORD = "gold as a word of prompts";

    /** Share of questions from which on a set asks for copying rather than thinking. */
    private static final double MANY = 0.5;

    /** Words that come before an answer that is given away. */
    private static final List<String> BEFORE = List.of("answer: ", "answer is ", "answer = ", "#### ", "solution: ");

    private static final String TEXT = "_text";

    private final AuditedSet set;

    GoldInQuestions(AuditedSet set) {
        this.set = set;
    }

    @Override
    public List<Finding> findings() {
        Dataset<Row> learned = set.learned();
        Dataset<Row> labelled = learned.drop(QuestionColumns.GOLD)
                .join(GoldAnswers.canonical(learned), new String[] {QuestionColumns.QUESTION_ID})
                .withColumn(TEXT, lower(regexp_replace(col(QuestionColumns.QUESTION), "\\s+", " ")))
                .withColumn(QuestionColumns.GOLD, lower(col(QuestionColumns.GOLD)))
                .persist();
        try {
            long all = labelled.count();
            if (all == 0) {
                return List.of(
                        Finding.none(STATED, 0, "no question has a gold answer, so there is nothing to give away"));
            }
            return List.of(stated(labelled, all), word(labelled));
        } finally {
            labelled.unpersist();
        }
    }

    private static Finding stated(Dataset<Row> labelled, long all) {
        Column gold = col(QuestionColumns.GOLD);
        Column given = lit(false);
        for (String before : BEFORE) {
            given = given.or(spaced(col(TEXT)).contains(spaced(concat(lit(before), gold))));
        }
        Dataset<Row> found = labelled.where(given);
        long count = found.count();
        return count == 0
                ? Finding.none(STATED, all, "no question states its right answer")
                : Finding.of(
                        STATED,
                        Severity.ERROR,
                        count,
                        all,
                        "questions state their right answer",
                        "Look at questions.fields.question: the field may hold the solution too",
                        AuditedSet.some(found, col(QuestionColumns.QUESTION_ID)));
    }

    /** Options hold the right answer by their nature, so questions with options are not looked at. */
    private static Finding word(Dataset<Row> labelled) {
        Dataset<Row> open = labelled.where(
                coalesce(size(col(QuestionColumns.CHOICES)), lit(0)).leq(0));
        long all = open.count();
        long count = open.where(spaced(col(TEXT)).contains(spaced(col(QuestionColumns.GOLD))))
                .count();
        if (count == 0) {
            return Finding.none(WORD, all, "no open question has its right answer among its words");
        }
        return Finding.of(
                WORD,
                count > MANY * all ? Severity.WARNING : Severity.NOTE,
                count,
                all,
                "open questions have their right answer among their words, where it may be copied from",
                "",
                List.of());
    }

    /** A text whose words have blanks around them, without the punctuation that ends a sentence or stands in brackets. */
    private static Column spaced(Column text) {
        Column plain = regexp_replace(text, "[.,;?!)\\]\"']+(\\s|$)|(\\s|^)[(\\[\"']+", " ");
        return concat(lit(" "), regexp_replace(plain, "\\s+", " "), lit(" "));
    }
}
