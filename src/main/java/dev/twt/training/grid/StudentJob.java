package dev.twt.training.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.TrainConfig;
import dev.twt.training.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is needed to train a student where its sets are.
 *
 * @param config how
 * @param seed its own
 * @param stages in order
 * @param teachers stage to teacher to number of examples, for its card
 * @param versions of what made the sets, for its card
 * @param inputs what it is trained from, as {@link dev.twt.training.Student#inputs} tells it
 */
public record StudentJob(
        TrainConfig config,
        long seed,
        List<StageSet> stages,
        Map<String, Map<String, Long>> teachers,
        Map<String, String> versions,
        String inputs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A stage and its examples.
     *
     * @param train file, below the folder of sets
     * @param heldOut likewise; empty where there is none
     */
    public record StageSet(String name, int number, String train, String heldOut, long trainRows, long heldOutRows) {
        /** @param sets the folder of sets that its files lie in */
        public static StageSet of(Stage stage, Path sets) {
            return new StageSet(
                    stage.name(),
                    stage.number(),
                    sets.relativize(stage.train()).toString(),
                    stage.heldOut()
                            .map(file -> sets.relativize(file).toString())
                            .orElse(""),
                    stage.trainRows(),
                    stage.heldOutRows());
        }

        Stage in(Path sets) {
            return new Stage(
                    name,
                    number,
                    sets.resolve(train),
                    heldOut.isEmpty() ? Optional.empty() : Optional.of(sets.resolve(heldOut)),
                    trainRows,
                    heldOutRows);
        }
    }

    public StudentJob {
        stages = List.copyOf(stages);
    }

    public String name() {
        return config.name();
    }

    /** Where its last stage's model is, below the folder of students. */
    public String answerer() {
        return name() + "/" + stages.get(stages.size() - 1).name();
    }

    /** As text; with the values of the trainer's environment, so it is not for files. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    /** What {@link #json} has written. */
    public static StudentJob of(String json) {
        try {
            return JSON.readValue(json, StudentJob.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a student's job cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
