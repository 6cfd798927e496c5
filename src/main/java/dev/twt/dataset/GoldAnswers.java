package dev.twt.dataset;

import static org.apache.spark.sql.functions.col;

import dev.twt.task.Choice;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Gold answers in the form the ledger writes answers in, so that equal text means equal answer. */
public final class GoldAnswers {
    static final StructType SCHEMA = new StructType()
            .add(QuestionColumns.QUESTION_ID, DataTypes.StringType, false)
            .add(QuestionColumns.GOLD, DataTypes.StringType, false);

    private GoldAnswers() {}

    /**
     * question_id and gold of the questions that have a gold answer their task can read.
     *
     * @param questions under {@link QuestionColumns#SCHEMA}
     */
    public static Dataset<Row> canonical(Dataset<Row> questions) {
        return questions
                .where(col(QuestionColumns.GOLD).isNotNull())
                // A program is right by its tests, not by its text.
                .where(col(QuestionColumns.TASK).notEqual(Tasks.CODE))
                .map((MapFunction<Row, Row>) GoldAnswers::canonical, Encoders.row(SCHEMA))
                .where(col(QuestionColumns.GOLD).notEqual(""));
    }

    private static Row canonical(Row row) {
        Question question = new Question(row.getAs(QuestionColumns.QUESTION), choices(row), List.of());
        String gold = Tasks.named(row.getAs(QuestionColumns.TASK)).canonical(row.getAs(QuestionColumns.GOLD), question);
        return RowFactory.create(row.getAs(QuestionColumns.QUESTION_ID), gold);
    }

    private static List<Choice> choices(Row row) {
        int at = row.fieldIndex(QuestionColumns.CHOICES);
        return row.isNullAt(at)
                ? List.of()
                : row.<Row>getList(at).stream()
                        .map(choice -> new Choice(choice.getString(0), choice.getString(1)))
                        .toList();
    }
}
