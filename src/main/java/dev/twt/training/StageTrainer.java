package dev.twt.training;

import java.io.IOException;

/** Who trains a stage. */
interface StageTrainer {
    /** @throws dev.twt.config.UserException if it cannot be done, as far as that can be told before */
    void check();

    /**
     * Trains a stage, and returns when its model is whole in {@link StageFolder#part()}.
     *
     * @param from what the stage starts from
     * @param last whether no stage follows
     * @return the device, where this program trains: {@code cpu}, or {@code gpu:0} and so on; else empty
     * @throws dev.twt.config.UserException if it failed for something that the user can mend
     * @throws dev.twt.config.StoppedEarly if the user asked to stop
     */
    String train(Stage stage, StageFolder folder, String from, boolean last) throws IOException, InterruptedException;
}
