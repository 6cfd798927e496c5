package dev.twt.distillation.compression;

import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.PlanColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns on the way from a kept rationale to what is asked about it. */
final class OrderColumns {
    /** The kept rationale. */
    static final String RATIONALE = "kept_rationale";
    /** The kept answer, in canonical form. */
    static final String ANSWER = "kept_answer";
    /** What the student is told to try the question. */
    static final String STUDENT_WORDS = "student_words";
    /** What the student wrote; null where there is no try. */
    static final String ATTEMPT_TEXT = "attempt_text";
    /** The student's answer; null where there is none. */
    static final String ATTEMPT_ANSWER = "attempt_answer";
    /** Verdict of the try before; null before the first. */
    static final String LAST_VERDICT = "last_verdict";

    /** A question, as far as tasks look at it. */
    static final StructType QUESTION = new StructType()
            .add(QuestionColumns.QUESTION_ID, DataTypes.StringType, false)
            .add(QuestionColumns.QUESTION, DataTypes.StringType, false)
            .add(QuestionColumns.CHOICES, DataTypes.createArrayType(QuestionColumns.CHOICE))
            .add(QuestionColumns.TESTS, DataTypes.createArrayType(DataTypes.StringType))
            .add(QuestionColumns.TASK, DataTypes.StringType, false);

    /** A kept rationale with its question. */
    static final StructType ORIGINAL = QUESTION.add(CompressedColumns.ORIGINAL_REQUEST_ID, DataTypes.StringType, false)
            .add(CompressedColumns.ORIGINAL_TEACHER, DataTypes.StringType)
            .add(RATIONALE, DataTypes.StringType, false)
            .add(ANSWER, DataTypes.StringType, false)
            .add(CompressedColumns.ORIGINAL_TOKENS, DataTypes.IntegerType, false)
            .add(STUDENT_WORDS, DataTypes.StringType, false);

    /** What a rationale is to become in one stage. */
    static final StructType ORDER = ORIGINAL.add(CompressedColumns.STAGE, DataTypes.StringType, false)
            .add(CompressedColumns.BUDGET_SHARE, DataTypes.DoubleType, false)
            .add(CompressedColumns.BUDGET_TOKENS, DataTypes.IntegerType, false)
            .add(CompressedColumns.ATTEMPT_REQUEST_ID, DataTypes.StringType)
            .add(CompressedColumns.ATTEMPT_RIGHT, DataTypes.BooleanType)
            .add(ATTEMPT_TEXT, DataTypes.StringType);

    private OrderColumns() {}

    /** With what is said about it, to whom, and the identity of the request. */
    static StructType asked(StructType schema) {
        return schema.add(PlanColumns.WORDS, DataTypes.StringType, false)
                .add(PlanColumns.ASKED_OF, DataTypes.StringType, false)
                .add(ResponseColumns.REQUEST_ID, DataTypes.StringType, false);
    }
}
