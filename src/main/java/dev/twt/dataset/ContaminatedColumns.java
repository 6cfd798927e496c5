package dev.twt.dataset;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the questions that stand in evaluation sets as well: one row a question and set, its closest match. */
public final class ContaminatedColumns {
    public static final String QUESTION_ID = "question_id";
    /** Name of the evaluation set. */
    public static final String SET = "evaluation_set";

    public static final String EVALUATION_ID = "evaluation_id";
    /** exact or ngram. */
    public static final String HOW = "how";
    /** Share of the n-grams of the smaller question, 1 for exact. */
    public static final String OVERLAP = "overlap";

    public static final String QUESTION = "question";
    public static final String EVALUATION_QUESTION = "evaluation_question";

    public static final StructType SCHEMA = new StructType()
            .add(QUESTION_ID, DataTypes.StringType)
            .add(SET, DataTypes.StringType)
            .add(EVALUATION_ID, DataTypes.StringType)
            .add(HOW, DataTypes.StringType)
            .add(OVERLAP, DataTypes.DoubleType)
            .add(QUESTION, DataTypes.StringType)
            .add(EVALUATION_QUESTION, DataTypes.StringType);

    private ContaminatedColumns() {}
}
