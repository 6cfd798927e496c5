package dev.twt.training;

import dev.twt.model.TrainedWith;
import java.util.List;
import java.util.Map;

/**
 * What a finished stage says of itself, inside the folder of its model.
 *
 * @param id another each time the stage is trained
 * @param stage its name
 * @param number its place among the student's stages, from 1
 * @param startedFrom path or name of the model it was trained from
 * @param examples trained on
 * @param heldOutExamples kept aside
 * @param seconds that the program ran, the last time it was started
 * @param device where this program trained it: {@code cpu}, or {@code gpu:0} and so on; empty where a command did
 * @param endedAt when it was done, as ISO 8601
 * @param promptPrefixes what stands before every prompt of the model, and what else may in its place; mostly empty
 * @param trainedWith what it belongs to; null where that is not known
 * @param inputs what it depends on
 */
public record StageMark(
        String id,
        String stage,
        int number,
        String startedFrom,
        long examples,
        long heldOutExamples,
        long seconds,
        String device,
        String endedAt,
        List<String> promptPrefixes,
        TrainedWith trainedWith,
        Map<String, String> inputs) {
    public StageMark {
        // A mark that was written before there were such fields.
        promptPrefixes = promptPrefixes == null ? List.of() : List.copyOf(promptPrefixes);
        device = device == null ? "" : device;
    }
}
