package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

/**
 * Finds what a teacher is read from on the machine at hand, driver or executor: where the config says, else among what
 * spark-submit's {@code --files} and {@code --archives} brought.
 */
public final class TeacherFiles {
    private TeacherFiles() {}

    /** The teacher with absolute paths where its files are here; a path that leads nowhere stays as it is. */
    public static TeacherConfig here(TeacherConfig teacher) {
        return teacher.readsFiles() ? teacher.withFiles(here(teacher.model()), here(teacher.chatTemplate())) : teacher;
    }

    /** Whether what the teacher is read from is on this machine. */
    public static boolean areHere(TeacherConfig teacher) {
        return !teacher.readsFiles() || Files.exists(Path.of(here(teacher).model()));
    }

    private static String here(String file) {
        if (file.isEmpty()) {
            return file;
        }
        Path path = Path.of(file);
        if (Files.exists(path)) {
            return path.toAbsolutePath().toString();
        }
        if (SparkEnv.get() == null || path.getFileName() == null) {
            return file;
        }
        Path sent = Path.of(SparkFiles.get(path.getFileName().toString()));
        return Files.exists(sent) ? sent.toAbsolutePath().toString() : file;
    }

    /** Where a teacher could not be opened, and how its files get there; empty where there is but one machine. */
    static String whereNotOpened(boolean local) {
        if (local) {
            return "";
        }
        SparkEnv here = SparkEnv.get();
        return " (on executor " + here.executorId() + ", host "
                + here.blockManager().blockManagerId().host()
                + "; a model file must be at the same path on every machine, or be sent along with spark-submit --files)";
    }
}
