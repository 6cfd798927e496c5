package dev.twt.generation;

import dev.twt.task.Question;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Executor side of planning as a table: a question in, its requests to every teacher out. */
final class PlanRows implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final QuestionRequests requests;

    PlanRows(QuestionRequests requests) {
        this.requests = requests;
    }

    @Override
    public Iterator<Row> call(Row question) {
        List<Row> rows = new ArrayList<>();
        requests.of(question, (teacher, characters, request) -> rows.add(row(teacher, characters, request)));
        return rows.iterator();
    }

    private Row row(int teacher, int characters, PlannedRequest request) {
        Question question = request.question();
        return RowFactory.create(
                request.requestId(),
                requests.teachers().get(teacher).name(),
                teacher,
                request.sample(),
                request.purpose(),
                request.round(),
                characters,
                request.questionId(),
                question.text(),
                choiceRows(question),
                question.tests().isEmpty() ? null : question.tests().toArray(new String[0]),
                request.task(),
                request.words());
    }

    private static Row[] choiceRows(Question question) {
        if (question.choices().isEmpty()) {
            return null;
        }
        return question.choices().stream()
                .map(choice -> RowFactory.create(choice.label(), choice.text()))
                .toArray(Row[]::new);
    }
}
