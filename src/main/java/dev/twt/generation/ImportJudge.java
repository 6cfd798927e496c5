package dev.twt.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.ImportSource;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.QuestionText;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.Sha256;
import dev.twt.task.Extraction;
import dev.twt.task.Question;
import dev.twt.task.Task;
import dev.twt.teacher.TokenEnds;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Executor side of import: an answer beside its question in, a row for the ledger or the reason there is none out. */
final class ImportJudge implements MapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> TRUNCATED = Set.of("length", "max_tokens", "max_output_tokens");
    private static final Set<String> REFUSED = Set.of("content_filter", "refusal", "safety");

    private final List<ImportSource> sources;
    private final TaskFinder tasks;

    ImportJudge(List<ImportSource> sources, TaskFinder tasks) {
        this.sources = List.copyOf(sources);
        this.tasks = tasks;
    }

    @Override
    public Row call(Row row) {
        String reason = reason(row);
        return reason == null ? accepted(row) : rejected(row, reason);
    }

    private static String reason(Row row) {
        String reason = row.getAs(ImportColumns.REASON);
        if (reason != null) {
            return reason;
        }
        Long holders = row.getAs(QuestionKeys.HOLDERS);
        if (holders == null) {
            return "no such question";
        }
        if (holders > 1) {
            return "several questions have this text";
        }
        String own = row.getAs(ImportColumns.OWN_QUESTION);
        String text = row.getAs(QuestionColumns.QUESTION);
        return own == null || own.equals(QuestionText.normalised(text))
                ? null
                : "the question with this id is another one";
    }

    private Row accepted(Row row) {
        ImportSource source = sources.get(row.<Integer>getAs(ImportColumns.SOURCE));
        Question question = QuestionRows.question(row);
        Task task = tasks.named(row.getAs(QuestionColumns.TASK));
        String text = row.getAs(ResponseColumns.TEXT);
        String givenAnswer = row.getAs(ResponseColumns.ANSWER);
        String givenRationale = row.getAs(ResponseColumns.RATIONALE);
        Double givenConfidence = row.getAs(ResponseColumns.STATED_CONFIDENCE);
        Extraction found = task.extract(text, question);
        String canonical = givenAnswer == null ? "" : task.canonical(givenAnswer, question);
        String answer = canonical.isEmpty() ? found.answer() : canonical;
        String rationale =
                givenRationale == null || givenRationale.isBlank() ? found.rationale() : givenRationale.strip();
        Double confidence = givenConfidence == null && found.confidence().isPresent()
                ? Double.valueOf(found.confidence().getAsDouble())
                : givenConfidence;
        String model = row.getAs(ResponseColumns.MODEL);
        String questionId = row.getAs(QuestionColumns.QUESTION_ID);
        int index = row.<Integer>getAs(ImportColumns.INDEX);
        return RowFactory.create(
                row.getAs(ImportColumns.SOURCE),
                row.getAs(ImportColumns.FILE),
                null,
                null,
                requestId(source.teacher(), model, questionId, index, text),
                questionId,
                source.teacher(),
                model,
                index,
                RequestPlan.FULL,
                0,
                outcome(row.getAs(ResponseColumns.FINISH_REASON)),
                text,
                rationale.isEmpty() ? null : rationale,
                answer.isEmpty() ? null : answer,
                confidence,
                floats(row),
                row.getAs(ResponseColumns.PROMPT_TOKENS),
                row.getAs(ResponseColumns.COMPLETION_TOKENS),
                null,
                row.getAs(ResponseColumns.FINISH_REASON),
                null,
                null,
                1,
                null,
                probability(row, text, answer, found));
    }

    private static Row rejected(Row row, String reason) {
        Object[] cells = new Object[ImportColumns.JUDGED.size()];
        cells[0] = row.getAs(ImportColumns.SOURCE);
        cells[1] = row.getAs(ImportColumns.FILE);
        cells[2] = row.getAs(ImportColumns.RAW);
        cells[3] = reason;
        return RowFactory.create(cells);
    }

    private static String outcome(String finishReason) {
        String reason = finishReason == null ? "" : finishReason.toLowerCase(Locale.ROOT);
        if (TRUNCATED.contains(reason)) {
            return "truncated";
        }
        return REFUSED.contains(reason) ? "refused" : "answered";
    }

    /** A given answer need not be the one that the text states. */
    private static Double probability(Row row, String text, String answer, Extraction found) {
        int at = row.fieldIndex(ImportFields.TOKEN_TEXTS);
        return row.isNullAt(at) || !answer.equals(found.answer())
                ? null
                : AnswerProbability.of(
                        text,
                        floats(row),
                        TokenEnds.ofTexts(row.<String>getList(at), text),
                        found.answerSpan().orElse(null));
    }

    private static float[] floats(Row row) {
        int at = row.fieldIndex(ResponseColumns.TOKEN_LOGPROBS);
        if (row.isNullAt(at)) {
            return null;
        }
        List<Float> list = row.getList(at);
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }

    /** The same answer of the same teacher is the same row, whichever file it comes from and however often. */
    static String requestId(String teacher, String model, String questionId, int index, String text) {
        try {
            return Sha256.hex(MAPPER.writeValueAsString(
                    new Object[] {"import", teacher, model == null ? "" : model, questionId, index, text}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }
}
