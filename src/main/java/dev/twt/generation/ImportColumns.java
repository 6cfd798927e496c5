package dev.twt.generation;

import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns between a source's rows and the ledger. */
final class ImportColumns {
    /** Place of the source in the config. */
    static final String SOURCE = "source";

    static final String FILE = "file";
    static final String RAW = "raw";
    /** Why the row is of no use, or null. */
    static final String REASON = "reason";
    /** What finds the question: first the one, and where that finds none, the other. */
    static final String KEY = "match_key";

    static final String OTHER_KEY = "other_key";
    /** The question in the row, normalised, where it has to be the one found. */
    static final String OWN_QUESTION = "own_question";

    static final String INDEX = "answer_index";

    static final StructType PARSED = new StructType()
            .add(SOURCE, DataTypes.IntegerType, false)
            .add(FILE, DataTypes.StringType)
            .add(RAW, DataTypes.StringType)
            .add(REASON, DataTypes.StringType)
            .add(KEY, DataTypes.StringType)
            .add(OTHER_KEY, DataTypes.StringType)
            .add(OWN_QUESTION, DataTypes.StringType)
            .add(INDEX, DataTypes.IntegerType)
            .add(ResponseColumns.TEXT, DataTypes.StringType)
            .add(ResponseColumns.RATIONALE, DataTypes.StringType)
            .add(ResponseColumns.ANSWER, DataTypes.StringType)
            .add(ResponseColumns.STATED_CONFIDENCE, DataTypes.DoubleType)
            .add(ResponseColumns.TOKEN_LOGPROBS, DataTypes.createArrayType(DataTypes.FloatType))
            .add(ImportFields.TOKEN_TEXTS, DataTypes.createArrayType(DataTypes.StringType))
            .add(ResponseColumns.PROMPT_TOKENS, DataTypes.IntegerType)
            .add(ResponseColumns.COMPLETION_TOKENS, DataTypes.IntegerType)
            .add(ResponseColumns.FINISH_REASON, DataTypes.StringType)
            .add(ResponseColumns.MODEL, DataTypes.StringType);

    /** The ledger's columns, all of them nullable and without the time, with what is needed to count and reject. */
    static final StructType JUDGED = judged();

    private ImportColumns() {}

    private static StructType judged() {
        StructType schema = new StructType()
                .add(SOURCE, DataTypes.IntegerType, false)
                .add(FILE, DataTypes.StringType)
                .add(RAW, DataTypes.StringType)
                .add(REASON, DataTypes.StringType);
        for (StructField field : ResponseColumns.SCHEMA.fields()) {
            if (!field.name().equals(ResponseColumns.CREATED_AT)) {
                schema = schema.add(field.name(), field.dataType());
            }
        }
        return schema;
    }
}
