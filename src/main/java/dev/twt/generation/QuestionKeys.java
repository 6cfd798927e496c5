package dev.twt.generation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.min;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.QuestionText;
import dev.twt.task.Choice;
import dev.twt.task.Question;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** By what an imported row finds its question: its id, or its text with or without the choices. */
final class QuestionKeys {
    static final String KEY = "question_key";
    /** Questions that have the key; more than one cannot be told apart. */
    static final String HOLDERS = "holders";

    private static final String CHOICES_HEADING = "answerchoices";
    private static final StructType SCHEMA = new StructType()
            .add(KEY, DataTypes.StringType, false)
            .add(QuestionColumns.QUESTION_ID, DataTypes.StringType, false);

    private QuestionKeys() {}

    static String ofId(String id) {
        return "id:" + id;
    }

    static String ofText(String normalised) {
        return "text:" + normalised;
    }

    /** Key, the smallest id that has it, and how many have it. */
    static Dataset<Row> table(Dataset<Row> questions) {
        return questions
                .flatMap((FlatMapFunction<Row, Row>) QuestionKeys::keys, Encoders.row(SCHEMA))
                .groupBy(KEY)
                .agg(
                        min(col(QuestionColumns.QUESTION_ID)).as(QuestionColumns.QUESTION_ID),
                        countDistinct(col(QuestionColumns.QUESTION_ID)).as(HOLDERS));
    }

    private static Iterator<Row> keys(Row row) {
        String id = row.getAs(QuestionColumns.QUESTION_ID);
        return keys(id, QuestionRows.question(row)).stream()
                .map(key -> RowFactory.create(key, id))
                .iterator();
    }

    static Set<String> keys(String id, Question question) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(ofId(id));
        String text = QuestionText.normalised(question.text());
        keys.add(ofText(text));
        keys.add(ofText(QuestionText.normalised(QuestionText.stem(question.text()))));
        if (!question.choices().isEmpty()) {
            StringBuilder whole = new StringBuilder(text).append(CHOICES_HEADING);
            for (Choice choice : question.choices()) {
                whole.append(QuestionText.normalised(choice.label() + choice.text()));
            }
            keys.add(ofText(whole.toString()));
        }
        return keys;
    }
}
