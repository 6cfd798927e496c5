package dev.twt.generation;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the request plan: one row a request, with the question it asks. */
public final class PlanColumns {
    /** Place of the teacher in the config. */
    public static final String TEACHER_INDEX = "teacher_index";
    /** Characters of all messages, for estimates of tokens. */
    public static final String PROMPT_CHARACTERS = "prompt_characters";

    /** What is said to the teacher in place of the task's own prompt; null for that one. */
    public static final String WORDS = "words";
    /** Of questions that are put to one teacher only: its name. Null, or no such column: to every teacher. */
    public static final String ASKED_OF = "asked_of";

    public static final StructType SCHEMA = new StructType()
            .add(ResponseColumns.REQUEST_ID, DataTypes.StringType, false)
            .add(ResponseColumns.TEACHER, DataTypes.StringType, false)
            .add(TEACHER_INDEX, DataTypes.IntegerType, false)
            .add(ResponseColumns.SAMPLE, DataTypes.IntegerType, false)
            .add(ResponseColumns.PURPOSE, DataTypes.StringType, false)
            .add(ResponseColumns.ROUND, DataTypes.IntegerType, false)
            .add(PROMPT_CHARACTERS, DataTypes.IntegerType, false)
            .add(QuestionColumns.QUESTION_ID, DataTypes.StringType, false)
            .add(QuestionColumns.QUESTION, DataTypes.StringType, false)
            .add(QuestionColumns.CHOICES, DataTypes.createArrayType(QuestionColumns.CHOICE))
            .add(QuestionColumns.TESTS, DataTypes.createArrayType(DataTypes.StringType))
            .add(QuestionColumns.TASK, DataTypes.StringType, false)
            .add(WORDS, DataTypes.StringType);

    private PlanColumns() {}
}
