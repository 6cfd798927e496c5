package dev.twt.dataset;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the questions. */
public final class QuestionColumns {
    /** Given, or the sha256 of the normalised question. */
    public static final String QUESTION_ID = "question_id";

    public static final String QUESTION = "question";
    /** array&lt;struct&lt;label, text&gt;&gt;, null or empty unless multiple choice. */
    public static final String CHOICES = "choices";
    /** Never shown to a teacher, and not used by selection unless {@code selection.use-gold} says so. */
    public static final String GOLD = "gold";

    public static final String TESTS = "tests";
    public static final String SPLIT = "split";
    /** math, choice, text or code: decided when the questions are read. */
    public static final String TASK = "task";

    public static final String META = "meta";

    public static final StructType CHOICE =
            new StructType().add("label", DataTypes.StringType).add("text", DataTypes.StringType);

    public static final StructType SCHEMA = new StructType()
            .add(QUESTION_ID, DataTypes.StringType, false)
            .add(QUESTION, DataTypes.StringType, false)
            .add(CHOICES, DataTypes.createArrayType(CHOICE))
            .add(GOLD, DataTypes.StringType)
            .add(TESTS, DataTypes.createArrayType(DataTypes.StringType))
            .add(SPLIT, DataTypes.StringType)
            .add(TASK, DataTypes.StringType, false)
            .add(META, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));

    private QuestionColumns() {}
}
