package dev.twt.generation;

import dev.twt.task.Task;
import java.io.Serializable;

/** Finds the kind of question by its name: math, choice, text, code. Travels to the executors. */
@FunctionalInterface
public interface TaskFinder extends Serializable {
    Task named(String name);
}
