package dev.twt.teacher.batch;

import dev.twt.config.TeacherConfig;
import dev.twt.teacher.Finding;
import java.util.List;

/** Tries whether a teacher's provider has a batch API, which costs nothing. */
public final class BatchProbe {
    private BatchProbe() {}

    /** What was seen; nothing for a teacher that is not asked in batches. */
    public static List<Finding> of(TeacherConfig teacher) {
        if (!teacher.batch().enabled()) {
            return List.of();
        }
        String where = "teachers." + teacher.name() + ".batch";
        try (BatchClient client = new BatchClient(teacher)) {
            client.probe();
            return List.of(Finding.ok(where, "the provider lists its batches"));
        } catch (BatchFault e) {
            return List.of(Finding.fail(
                    where,
                    "batches cannot be had: " + e.getMessage(),
                    "See that this provider and this key have batches, or set batch.enabled = false"));
        }
    }
}
