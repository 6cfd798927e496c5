package dev.twt.training.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.training.StageMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a student of a grid was made of, beside its weights.
 *
 * @param name its folder
 * @param method its word in the configuration
 * @param methodSource where that is described
 * @param baseModel what it starts from
 * @param seed its own
 * @param inputs what it was trained from, as {@link StudentJob#inputs} has it
 * @param cores threads that trained it
 * @param seconds from the start of the last process that trained it to its end
 * @param stages a mark a stage
 * @param versions of what made the sets
 */
public record StudentRecord(
        String name,
        String method,
        String methodSource,
        String baseModel,
        long seed,
        String inputs,
        int cores,
        long seconds,
        List<StageMark> stages,
        Map<String, String> versions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As text. */
    public String json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    /** What {@link #json} has written; empty where it is something else, which is then made again. */
    public static Optional<StudentRecord> of(String json) {
        try {
            return Optional.of(JSON.readValue(json, StudentRecord.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
