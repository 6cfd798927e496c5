package dev.twt.config;

import java.io.Serializable;
import java.util.Map;

/**
 * Questions that a student will be measured by, and that it must not have learnt from.
 *
 * @param name what it is called in counts and lists
 * @param path file or folder, globs allowed
 * @param format how it is written
 * @param fields as {@link QuestionsConfig#fields}
 */
public record EvaluationSet(String name, String path, DataFormat format, Map<String, String> fields)
        implements Serializable {
    public EvaluationSet {
        fields = Map.copyOf(fields);
    }
}
