package dev.twt.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Where the questions are.
 *
 * @param paths files or folders, globs allowed; all of them together are the questions
 * @param format how the files are written
 * @param fields our column name to the path of the field in the file: {@code question.stem}, {@code choices[*].text};
 *     keys are id, question, choices, gold, tests, split, task; unmapped columns are looked for under their own name
 * @param limit at most so many questions, in the order of their ids; 0 means all
 * @param licence what the data set card says about the questions' licence
 */
public record QuestionsConfig(
        List<String> paths, DataFormat format, Map<String, String> fields, long limit, String licence)
        implements Serializable {
    public QuestionsConfig {
        paths = List.copyOf(paths);
        fields = Map.copyOf(fields);
    }
}
