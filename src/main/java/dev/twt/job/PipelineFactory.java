package dev.twt.job;

import dev.twt.config.EffectiveConfig;

/** Makes the pipeline of a configuration. */
@FunctionalInterface
interface PipelineFactory {
    /**
     * @param config what was read, and its redacted JSON for the run record
     * @param console where results and progress go
     * @return the steps, to be closed
     */
    Pipeline create(EffectiveConfig config, Console console);
}
