package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.teacher.http.Keys;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys on their way from the driver to executors whose own environment may lack them: inside the tasks, in memory, and
 * nowhere in Spark's configuration, event log or pages.
 */
final class SentKeys implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> values;

    private SentKeys(Map<String, String> values) {
        this.values = new HashMap<>(values);
    }

    static SentKeys of(List<TeacherConfig> teachers) {
        return new SentKeys(Keys.collect(teachers));
    }

    /** Makes them known to this JVM. */
    void arrive() {
        Keys.handOver(values);
    }

    @Override
    public String toString() {
        return "SentKeys[hidden]";
    }
}
