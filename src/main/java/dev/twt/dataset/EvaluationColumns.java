package dev.twt.dataset;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of {@code evaluations/answers}: one row an answer to a labelled question, with what it is worth. */
public final class EvaluationColumns {
    /** Who answered, as {@code evaluate.answerers} names it; the folders are named by it. */
    public static final String ANSWERER = "answerer";

    public static final String MODEL = "model";
    public static final String QUESTION_ID = "question_id";
    public static final String QUESTION = "question";
    /** math, choice, text or code. */
    public static final String TASK = "task";
    /** Further fields of the question, which results can be split by. */
    public static final String META = "meta";
    /** Which of the answerer's samples, from 0. */
    public static final String SAMPLE = "sample";
    /** The row of the ledger that holds the whole answer. */
    public static final String REQUEST_ID = "request_id";
    /** answered, truncated, refused or failed. */
    public static final String OUTCOME = "outcome";
    /** In canonical form; null where none was found. */
    public static final String ANSWER = "answer";
    /** The right answer in canonical form; null for code, which its tests judge. */
    public static final String GOLD = "gold";
    /** Answered to the end, and equivalent to gold or passing the tests. */
    public static final String CORRECT = "correct";
    /** What became of the program, in words; null where none was run. */
    public static final String VERDICT = "verdict";
    /** Completion tokens as the answerer counted; null where it did not. */
    public static final String OUTPUT_TOKENS = "output_tokens";
    /** From sending to the end; null where not known. */
    public static final String SECONDS = "seconds";
    /** By the configured price; null where not known. */
    public static final String USD = "usd";

    public static final StructType SCHEMA = new StructType()
            .add(MODEL, DataTypes.StringType)
            .add(QUESTION_ID, DataTypes.StringType, false)
            .add(QUESTION, DataTypes.StringType, false)
            .add(TASK, DataTypes.StringType, false)
            .add(META, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
            .add(SAMPLE, DataTypes.IntegerType, false)
            .add(REQUEST_ID, DataTypes.StringType, false)
            .add(OUTCOME, DataTypes.StringType, false)
            .add(ANSWER, DataTypes.StringType)
            .add(GOLD, DataTypes.StringType)
            .add(CORRECT, DataTypes.BooleanType, false)
            .add(VERDICT, DataTypes.StringType)
            .add(OUTPUT_TOKENS, DataTypes.IntegerType)
            .add(SECONDS, DataTypes.DoubleType)
            .add(USD, DataTypes.DoubleType)
            .add(ANSWERER, DataTypes.StringType, false);

    private EvaluationColumns() {}
}
