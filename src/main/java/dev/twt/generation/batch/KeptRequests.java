package dev.twt.generation.batch;

import dev.twt.generation.PlanColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of a batch's requests as the workspace keeps them: rows of the plan, and what follows them. */
final class KeptRequests {
    /** Batches that the request was part of, this one included. */
    static final String ATTEMPT = "attempt";

    static final String WORST_TOKENS = "worst_tokens";
    static final String WORST_USD = "worst_usd";

    static final StructType SCHEMA = PlanColumns.SCHEMA
            .add(ATTEMPT, DataTypes.IntegerType, false)
            .add(WORST_TOKENS, DataTypes.LongType, false)
            .add(WORST_USD, DataTypes.DoubleType, false);

    private KeptRequests() {}
}
