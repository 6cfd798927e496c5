package dev.twt.generation;

import dev.twt.config.DataFormat;
import dev.twt.config.ImportSource;
import dev.twt.dataset.QuestionMapper;
import dev.twt.dataset.QuestionText;
import dev.twt.dataset.RejectedColumns;
import dev.twt.dataset.RejectedRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Executor side of import: a raw row of one source in, its answers or the reason there are none out. */
final class ImportParser implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final ImportSource source;
    private transient ImportMapper mapper;
    private transient QuestionMapper ownQuestions;

    ImportParser(int index, ImportSource source) {
        this.index = index;
        this.source = source;
    }

    @Override
    public Iterator<Row> call(Row raw) {
        if (mapper == null) {
            mapper = new ImportMapper(source);
            ownQuestions = ImportQuestions.mapper(source);
        }
        String file = raw.getString(0);
        String json = raw.getString(1);
        if (raw.getString(2) != null) {
            return List.of(rejected(file, json, raw.getString(2))).iterator();
        }
        try {
            List<Row> rows = new ArrayList<>();
            for (ImportedAnswer answer : mapper.map(json)) {
                rows.add(parsed(file, json, answer));
            }
            return rows.iterator();
        } catch (RejectedRow e) {
            return List.of(rejected(file, json, e.getMessage())).iterator();
        }
    }

    private Row parsed(String file, String json, ImportedAnswer answer) throws RejectedRow {
        String key;
        String otherKey = null;
        String ownQuestion = null;
        switch (source.join()) {
            case "question" -> {
                if (answer.question() == null) {
                    throw new RejectedRow("no question to join by");
                }
                key = QuestionKeys.ofText(QuestionText.normalised(answer.question()));
                otherKey = QuestionKeys.ofText(QuestionText.normalised(QuestionText.stem(answer.question())));
            }
            case "none" -> {
                var question = ownQuestions.map(json);
                key = QuestionKeys.ofId(question.id());
                ownQuestion = QuestionText.normalised(question.text());
            }
            default -> {
                if (answer.questionId() == null) {
                    throw new RejectedRow("no question id to join by");
                }
                key = QuestionKeys.ofId(answer.questionId());
                otherKey = source.format() == DataFormat.OPENAI_BATCH ? withoutNumber(answer.questionId()) : null;
                ownQuestion = source.fields().containsKey(ImportFields.QUESTION) && answer.question() != null
                        ? QuestionText.normalised(QuestionText.stem(answer.question()))
                        : null;
            }
        }
        return RowFactory.create(
                index,
                file,
                cut(json),
                null,
                key,
                otherKey,
                ownQuestion,
                answer.index(),
                answer.text(),
                answer.rationale(),
                answer.answer(),
                answer.confidence(),
                answer.logprobs(),
                answer.tokenTexts(),
                answer.promptTokens(),
                answer.completionTokens(),
                answer.finishReason(),
                source.model().isEmpty() ? answer.model() : source.model());
    }

    /** A batch wants every custom_id once: several samples of a question are told apart by #1, #2. */
    private static String withoutNumber(String customId) {
        int hash = customId.lastIndexOf('#');
        return hash <= 0 ? null : QuestionKeys.ofId(customId.substring(0, hash));
    }

    private Row rejected(String file, String json, String reason) {
        Object[] cells = new Object[ImportColumns.PARSED.size()];
        cells[0] = index;
        cells[1] = file;
        cells[2] = cut(json);
        cells[3] = reason;
        return RowFactory.create(cells);
    }

    private static String cut(String json) {
        return json == null || json.length() <= RejectedColumns.RAW_LENGTH
                ? json
                : json.substring(0, RejectedColumns.RAW_LENGTH);
    }
}
