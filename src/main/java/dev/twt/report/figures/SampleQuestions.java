package dev.twt.report.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Questions to be read, chosen by chance: the order of the md5 of the seed and the question's id. */
final class SampleQuestions {
    /** Candidates of one question; a question may have thousands. */
    private static final int CANDIDATES = 40;

    private final UnaryOperator<String> words;

    SampleQuestions(UnaryOperator<String> words) {
        this.words = words;
    }

    /**
     * @param counts a row a question of the scored table
     * @param questions null where there are none any more
     * @param most number of questions
     */
    List<SampleQuestion> of(Dataset<Row> scored, Dataset<Row> counts, Dataset<Row> questions, long seed, int most) {
        List<String> ids = ids(counts, seed, most);
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Row> texts = new HashMap<>();
        if (questions != null) {
            questions
                    .where(col(QuestionColumns.QUESTION_ID).isin(ids.toArray()))
                    .select(
                            QuestionColumns.QUESTION_ID,
                            QuestionColumns.QUESTION,
                            QuestionColumns.CHOICES,
                            QuestionColumns.GOLD)
                    .collectAsList()
                    .forEach(row -> texts.putIfAbsent(row.getString(0), row));
        }
        Map<String, List<SampleQuestion.Candidate>> candidates = new LinkedHashMap<>();
        ids.forEach(id -> candidates.put(id, new ArrayList<>()));
        scored.where(col(ResponseColumns.QUESTION_ID).isin(ids.toArray()))
                .drop(ScoredColumns.EMBEDDING)
                .collectAsList()
                .forEach(row -> candidates
                        .get(row.<String>getAs(ResponseColumns.QUESTION_ID))
                        .add(candidate(row)));
        return ids.stream()
                .map(id -> question(id, texts.get(id), candidates.get(id)))
                .toList();
    }

    private static List<String> ids(Dataset<Row> counts, long seed, int most) {
        return counts
                .select(ResponseColumns.QUESTION_ID)
                .orderBy(
                        md5(concat(lit(seed + " "), col(ResponseColumns.QUESTION_ID))),
                        col(ResponseColumns.QUESTION_ID))
                .limit(most)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static SampleQuestion question(String id, Row text, List<SampleQuestion.Candidate> candidates) {
        List<SampleQuestion.Candidate> inOrder = candidates.stream()
                .sorted(Comparator.comparing((SampleQuestion.Candidate one) -> !one.kept())
                        .thenComparing(
                                SampleQuestion.Candidate::quality,
                                Comparator.nullsLast(
                                        Comparator.<Double>naturalOrder().reversed()))
                        .thenComparing(SampleQuestion.Candidate::requestId))
                .toList();
        return new SampleQuestion(
                id,
                text == null ? null : text.getString(1),
                text == null ? List.of() : choices(text),
                text == null ? null : text.getString(3),
                inOrder.stream().limit(CANDIDATES).toList(),
                Math.max(0, inOrder.size() - CANDIDATES));
    }

    private static List<String> choices(Row text) {
        if (text.isNullAt(2)) {
            return List.of();
        }
        return text.<Row>getList(2).stream()
                .filter(Objects::nonNull)
                .map(choice -> choice.getString(0) + ": " + choice.getString(1))
                .toList();
    }

    private SampleQuestion.Candidate candidate(Row row) {
        String rejectedBy = row.getAs(ScoredColumns.REJECTED_BY);
        return new SampleQuestion.Candidate(
                row.getAs(ResponseColumns.REQUEST_ID),
                row.getAs(ResponseColumns.TEACHER),
                row.<Integer>getAs(ResponseColumns.SAMPLE),
                row.<Integer>getAs(ResponseColumns.ROUND),
                row.getAs(ResponseColumns.OUTCOME),
                row.getAs(ResponseColumns.RATIONALE),
                row.getAs(ResponseColumns.ANSWER),
                number(row, ScoredColumns.CONFIDENCE),
                number(row, ScoredColumns.AGREEMENT),
                number(row, ScoredColumns.QUALITY),
                row.getAs(ScoredColumns.QUALITY_RANK),
                row.<Boolean>getAs(ScoredColumns.KEPT),
                rejectedBy,
                rejectedBy == null ? null : words.apply(rejectedBy),
                row.getAs(ResponseColumns.COMPLETION_TOKENS));
    }

    /** Scores of an earlier version lack columns. */
    private static Double number(Row row, String column) {
        return Stream.of(row.schema().fieldNames()).anyMatch(column::equals) ? Known.number(row, column) : null;
    }
}
