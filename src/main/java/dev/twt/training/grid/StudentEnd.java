package dev.twt.training.grid;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.Problem;

/** How the training of one student ended. As text it goes from executors to the driver, whatever serializer those have. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "end")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StudentEnd.Trained.class, name = "trained"),
    @JsonSubTypes.Type(value = StudentEnd.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = StudentEnd.Stopped.class, name = "stopped")
})
public sealed interface StudentEnd {
    /** It is done. */
    record Trained(StudentRecord record) implements StudentEnd {}

    /**
     * It is not done, and would not be by itself.
     *
     * @param where file, key or step
     * @param what is wrong
     * @param fix what to do
     */
    record Failed(String where, String what, String fix) implements StudentEnd {
        static Failed of(Problem problem) {
            return new Failed(problem.where(), problem.what(), problem.fix());
        }
    }

    /** It was asked to stop; what it has is kept. */
    record Stopped() implements StudentEnd {}

    /** As text. */
    default String json() {
        try {
            return new ObjectMapper().writerFor(StudentEnd.class).writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    /** What {@link #json} has written. */
    static StudentEnd of(String json) {
        try {
            return new ObjectMapper().readValue(json, StudentEnd.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a student's end cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
