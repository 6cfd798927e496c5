package dev.twt.report.figures;

import java.util.List;

/**
 * One student's training.
 *
 * @param student its name
 * @param stages in the order in which they were trained
 */
public record StudentFigures(String student, List<Stage> stages) {
    /**
     * One stage.
     *
     * @param stage its name
     * @param number its place, from 1; 0 where the mark of the stage is not there
     * @param done whether the trainer finished it
     * @param examples trained on; null where not known
     * @param heldOut examples kept aside; null where not known
     * @param seconds that the trainer ran, the last time it was started; null where not known
     * @param steps of the trainer; null where it left no curve
     * @param lastLoss of the curve, the mean of its last point; null where there is none
     * @param lastHeldOutLoss the last that was taken; null where there is none
     * @param unreadableLines of the curve's file
     * @param curve at most {@link CurveFile#POINTS} points; empty where the trainer left none
     */
    public record Stage(
            String stage,
            int number,
            boolean done,
            Long examples,
            Long heldOut,
            Long seconds,
            Long steps,
            Double lastLoss,
            Double lastHeldOutLoss,
            long unreadableLines,
            List<Point> curve) {
        public Stage {
            curve = List.copyOf(curve);
        }
    }

    /**
     * A stretch of steps.
     *
     * @param step the last of them
     * @param loss mean over them; null where only a held-out loss is known
     * @param heldOutLoss taken at one of them, the last; null where none was
     */
    public record Point(long step, Double loss, Double heldOutLoss) {}

    public StudentFigures {
        stages = List.copyOf(stages);
    }
}
