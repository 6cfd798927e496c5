package dev.twt.dataset;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of a distillation set, partitioned by stage: TRL's conversational prompt and completion form, with lineage. */
public final class DistillColumns {
    public static final String STAGE = "stage";
    public static final String QUESTION_ID = "question_id";
    /** array&lt;struct&lt;role, content&gt;&gt;. */
    public static final String PROMPT = "prompt";
    /** array&lt;struct&lt;role, content&gt;&gt;. */
    public static final String COMPLETION = "completion";
    /** Completion tokens the teacher counted for the answer the rationale stands in; null in stage free. */
    public static final String RATIONALE_TOKENS = "rationale_tokens";

    public static final String TEACHER = "teacher";
    /** The ledger row this example was made from. */
    public static final String REQUEST_ID = "request_id";
    /** Passed to the chat template: struct&lt;enable_thinking: boolean&gt;. */
    public static final String CHAT_TEMPLATE_KWARGS = "chat_template_kwargs";

    /** train or held_out; the same for all examples of a question. */
    public static final String SPLIT = "split";

    /** Weight of the example's loss, above 0; only in sets of several objectives, which are in no workspace. */
    public static final String WEIGHT = "weight";
    /** The loss that the example is part of, beside weight: each is a mean of its own before it is weighed. */
    public static final String OBJECTIVE = "objective";

    static final StructType MESSAGE =
            new StructType().add("role", DataTypes.StringType, false).add("content", DataTypes.StringType, false);

    public static final StructType SCHEMA = new StructType()
            .add(QUESTION_ID, DataTypes.StringType, false)
            .add(PROMPT, DataTypes.createArrayType(MESSAGE, false), false)
            .add(COMPLETION, DataTypes.createArrayType(MESSAGE, false), false)
            .add(RATIONALE_TOKENS, DataTypes.IntegerType)
            .add(TEACHER, DataTypes.StringType)
            .add(REQUEST_ID, DataTypes.StringType)
            .add(CHAT_TEMPLATE_KWARGS, new StructType().add("enable_thinking", DataTypes.BooleanType))
            .add(SPLIT, DataTypes.StringType, false);

    private DistillColumns() {}
}
