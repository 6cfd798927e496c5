package dev.twt.dataset;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of {@code compressed/}: every try to make a kept rationale shorter, with what became of it; rejected ones
 * too. At most one row of a stage and an original is taken.
 */
public final class CompressedColumns {
    /** compressed, or compressed-1, compressed-2 and so on. */
    public static final String STAGE = "stage";

    public static final String QUESTION_ID = "question_id";
    /** The row of the ledger that holds the kept rationale. */
    public static final String ORIGINAL_REQUEST_ID = "original_request_id";
    /** Who wrote it. */
    public static final String ORIGINAL_TEACHER = "original_teacher";
    /** Its tokens, by the ledger's count. */
    public static final String ORIGINAL_TOKENS = "original_tokens";
    /** The stage's share of them. */
    public static final String BUDGET_SHARE = "budget_share";
    /** Tokens that a rewrite may have; follows the student's result. */
    public static final String BUDGET_TOKENS = "budget_tokens";
    /** The row of the ledger with the student's own try; null where there is none. */
    public static final String ATTEMPT_REQUEST_ID = "attempt_request_id";
    /** Whether the student's answer is the kept one; null where there is no try. */
    public static final String ATTEMPT_RIGHT = "attempt_right";
    /** teacher, sentences or steps; original for a rationale that stays as it is. */
    public static final String BY = "by";
    /** Which try of the same rewrite, from 1; null where nobody was asked. */
    public static final String TRY = "try";
    /** The row of the ledger that holds the rewrite; that of the original where nobody was asked. */
    public static final String REQUEST_ID = "request_id";
    /** Who wrote the text. */
    public static final String TEACHER = "teacher";
    /** Tokens of the text, by the ledger's count. */
    public static final String TOKENS = "tokens";

    public static final String RATIONALE = "rationale";
    /** Answer that the rewrite ends in, in canonical form; null where none was found. */
    public static final String ANSWER = "answer";
    /** accepted, over-budget, not-shorter, other-answer, no-answer, empty, truncated, refused, failed, short or original. */
    public static final String VERDICT = "verdict";
    /** Whether the stage's example is made of it. */
    public static final String TAKEN = "taken";

    public static final StructType SCHEMA = new StructType()
            .add(STAGE, DataTypes.StringType, false)
            .add(QUESTION_ID, DataTypes.StringType, false)
            .add(ORIGINAL_REQUEST_ID, DataTypes.StringType, false)
            .add(ORIGINAL_TEACHER, DataTypes.StringType)
            .add(ORIGINAL_TOKENS, DataTypes.IntegerType, false)
            .add(BUDGET_SHARE, DataTypes.DoubleType, false)
            .add(BUDGET_TOKENS, DataTypes.IntegerType, false)
            .add(ATTEMPT_REQUEST_ID, DataTypes.StringType)
            .add(ATTEMPT_RIGHT, DataTypes.BooleanType)
            .add(BY, DataTypes.StringType, false)
            .add(TRY, DataTypes.IntegerType)
            .add(REQUEST_ID, DataTypes.StringType)
            .add(TEACHER, DataTypes.StringType)
            .add(TOKENS, DataTypes.IntegerType)
            .add(RATIONALE, DataTypes.StringType)
            .add(ANSWER, DataTypes.StringType)
            .add(VERDICT, DataTypes.StringType, false)
            .add(TAKEN, DataTypes.BooleanType, false);

    private CompressedColumns() {}
}
