package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.ImportSource;
import dev.twt.config.RunConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.DatasetCard;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.distillation.FullStage;
import dev.twt.selection.SelectionSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts together what the card of a distillation set says. */
final class CardFigures {
    private final RunContext run;

    CardFigures(RunContext run) {
        this.run = run;
    }

    DatasetCard card(SelectionSummary summary, Dataset<Row> scored, Dataset<Row> questions, Map<String, String> made) {
        return new DatasetCard(
                Map.of(FullStage.STAGE, summary.kept()),
                summary.teachers().stream()
                        .filter(teacher -> teacher.kept() > 0)
                        .collect(Collectors.toMap(
                                SelectionSummary.TeacherCount::teacher, SelectionSummary.TeacherCount::kept)),
                tasks(scored, questions),
                summary.questionsCovered(),
                summary.candidates(),
                new SelectionRule(run.config().selection()).words(),
                licences(run.config()),
                made);
    }

    private static Map<String, Long> tasks(Dataset<Row> scored, Dataset<Row> questions) {
        return scored
                .where(col(ScoredColumns.KEPT))
                .join(questions.select(QuestionColumns.QUESTION_ID, QuestionColumns.TASK), new String[] {
                    QuestionColumns.QUESTION_ID
                })
                .groupBy(QuestionColumns.TASK)
                .agg(count(lit(1)))
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    }

    private static Map<String, String> licences(RunConfig config) {
        Map<String, String> licences = new HashMap<>();
        licences.put("questions", config.questions().licence());
        for (TeacherConfig teacher : config.teachers()) {
            licences.put("teacher " + teacher.name(), teacher.licence());
        }
        for (ImportSource source : config.imports()) {
            licences.merge("teacher " + source.teacher(), source.licence(), (one, other) -> one.isBlank() ? other : one);
        }
        return licences;
    }
}
