package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.teacher.Teacher;
import java.io.Serializable;

/**
 * Opens a teacher where its requests are sent from. Travels to the executors. The tasks of one executor may be given
 * leases on one shared teacher: closing a lease gives it back.
 */
@FunctionalInterface
public interface TeacherOpener extends Serializable {
    Teacher open(TeacherConfig teacher);
}
