package dev.twt.training.loop;

import java.nio.file.Path;
import java.util.Optional;

/** Where learners come from. */
interface LearnerSource {
    /**
     * Sees that a training fits this machine's memory, before anything is loaded.
     *
     * @param examples that pass the model at once
     * @param tokens of each
     * @return what it needs, in words, where nobody tells what there is
     * @throws dev.twt.model.file.ModelException if it does not, or if there is no such device
     */
    Optional<String> checkMemory(Path model, int examples, int tokens);

    TrainedLearner open(Path model);

    /** A learner whose model can be taken. */
    interface TrainedLearner extends Learner {
        /** What it is, in words. */
        String words();

        /** Where it is: {@code cpu}, or {@code gpu:0} and so on. */
        String device();

        /**
         * Writes the model as it stands.
         *
         * @param merged whether adapters are also merged into a copy of the model
         */
        void export(Path folder, boolean merged);

        /** Writes the model as it stands as a GGUF file, adapters merged. */
        void exportGguf(Path file);
    }
}
