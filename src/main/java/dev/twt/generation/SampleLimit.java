package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import java.util.function.Consumer;

/** How many samples of a question go in one request: as configured, until the server shows that it answers one. */
final class SampleLimit {
    private final TeacherConfig config;
    private final Consumer<String> remarks;
    private int most;

    /** @param remarks told once, in the same words by every task */
    SampleLimit(TeacherConfig config, Consumer<String> remarks) {
        this.config = config;
        this.remarks = remarks;
        this.most = config.samplesARequest();
    }

    int most() {
        return most;
    }

    /** The server did not answer several. */
    void one() {
        if (most > 1) {
            most = 1;
            remarks.accept("The server of " + config.name()
                    + " does not give " + config.answersARequest()
                    + " answers in one request: its samples are asked one by one, and each"
                    + " pays its prompt. teachers." + config.name() + ".samples-a-request = 1 says so from the start.");
        }
    }
}
