package dev.twt.dataset;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the ledger {@code responses/}: one row a teacher's answer, rejected and failed ones too. */
public final class ResponseColumns {
    public static final String REQUEST_ID = "request_id";
    public static final String QUESTION_ID = "question_id";
    public static final String TEACHER = "teacher";
    public static final String MODEL = "model";
    public static final String SAMPLE = "sample";
    /** full, compressed, student or evaluate. */
    public static final String PURPOSE = "purpose";

    public static final String ROUND = "round";
    /** answered, truncated, refused or failed. */
    public static final String OUTCOME = "outcome";

    public static final String TEXT = "text";
    public static final String RATIONALE = "rationale";
    /** Canonical form of the task; null where none was found. */
    public static final String ANSWER = "answer";

    public static final String STATED_CONFIDENCE = "stated_confidence";
    public static final String TOKEN_LOGPROBS = "token_logprobs";
    /** Geometric mean of the probabilities of the tokens that state the answer, in [0, 1]; ledgers made before it lack it. */
    public static final String SPAN_PROBABILITY = "span_probability";

    public static final String PROMPT_TOKENS = "prompt_tokens";
    public static final String COMPLETION_TOKENS = "completion_tokens";
    public static final String COST_USD = "cost_usd";
    public static final String FINISH_REASON = "finish_reason";
    public static final String SYSTEM_FINGERPRINT = "system_fingerprint";
    public static final String LATENCY_MS = "latency_ms";
    public static final String ATTEMPTS = "attempts";
    public static final String ERROR = "error";
    public static final String CREATED_AT = "created_at";

    public static final StructType SCHEMA = new StructType()
            .add(REQUEST_ID, DataTypes.StringType, false)
            .add(QUESTION_ID, DataTypes.StringType, false)
            .add(TEACHER, DataTypes.StringType, false)
            .add(MODEL, DataTypes.StringType)
            .add(SAMPLE, DataTypes.IntegerType, false)
            .add(PURPOSE, DataTypes.StringType, false)
            .add(ROUND, DataTypes.IntegerType, false)
            .add(OUTCOME, DataTypes.StringType, false)
            .add(TEXT, DataTypes.StringType)
            .add(RATIONALE, DataTypes.StringType)
            .add(ANSWER, DataTypes.StringType)
            .add(STATED_CONFIDENCE, DataTypes.DoubleType)
            .add(TOKEN_LOGPROBS, DataTypes.createArrayType(DataTypes.FloatType))
            .add(PROMPT_TOKENS, DataTypes.IntegerType)
            .add(COMPLETION_TOKENS, DataTypes.IntegerType)
            .add(COST_USD, DataTypes.DoubleType)
            .add(FINISH_REASON, DataTypes.StringType)
            .add(SYSTEM_FINGERPRINT, DataTypes.StringType)
            .add(LATENCY_MS, DataTypes.LongType)
            .add(ATTEMPTS, DataTypes.IntegerType)
            .add(ERROR, DataTypes.StringType)
            .add(CREATED_AT, DataTypes.TimestampType)
            .add(SPAN_PROBABILITY, DataTypes.DoubleType);

    private ResponseColumns() {}
}
