package dev.twt.dataset;

import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Executor side of reading questions: a raw row in, the question or the reason it is none out. */
final class QuestionParser implements MapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    static final String REASON = "reason";
    /** Sum of the question's content: two rows with one id are the same row when it is equal. */
    static final String CONTENT = "content";

    /** Spark takes no Java map in a row of either of its lines: maps travel as their entries. */
    private static final DataType ENTRIES = DataTypes.createArrayType(
            new StructType().add("key", DataTypes.StringType, false).add("value", DataTypes.StringType));

    static final StructType SCHEMA = schema();

    private static final int REASON_AT = SCHEMA.fieldIndex(REASON);
    private static final int ID_AT = SCHEMA.fieldIndex(QuestionColumns.QUESTION_ID);

    private final QuestionsConfig config;
    private final TaskConfig task;
    private transient QuestionMapper mapper;

    QuestionParser(QuestionsConfig config, TaskConfig task) {
        this.config = config;
        this.task = task;
    }

    private static StructType schema() {
        StructType schema = RawRows.SCHEMA.add(REASON, DataTypes.StringType).add(CONTENT, DataTypes.StringType);
        for (StructField field : QuestionColumns.SCHEMA.fields()) {
            boolean isMap = field.dataType() instanceof MapType;
            schema = schema.add(field.name(), isMap ? ENTRIES : field.dataType());
        }
        return schema;
    }

    @Override
    public Row call(Row raw) {
        if (mapper == null) {
            mapper = new QuestionMapper(config, task);
        }
        String file = raw.getString(0);
        String json = raw.getString(1);
        String broken = raw.getString(2);
        if (broken != null) {
            return row(file, json, broken, null, null);
        }
        try {
            QuestionRow question = mapper.map(json);
            return row(file, json, null, Sha256.hex(question.toString()), question.toRow());
        } catch (RejectedRow e) {
            return row(file, json, e.getMessage(), null, null);
        }
    }

    /** Why a parsed row is no question; null if it is one. */
    static String reason(Row parsed) {
        return parsed.getString(REASON_AT);
    }

    /** The id of the question in a parsed row; null if it is none. */
    static String id(Row parsed) {
        return parsed.getString(ID_AT);
    }

    private static Row row(String file, String json, String reason, String content, Row question) {
        List<Object> cells = new ArrayList<>();
        cells.add(file);
        cells.add(json);
        cells.add(null);
        cells.add(reason);
        cells.add(content);
        for (int i = 0; i < QuestionColumns.SCHEMA.size(); i++) {
            cells.add(question == null ? null : question.get(i));
        }
        return RowFactory.create(cells.toArray());
    }
}
