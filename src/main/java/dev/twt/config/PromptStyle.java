package dev.twt.config;

/** How a teacher's messages become text. */
public enum PromptStyle {
    /** The model's chat template if it has one, else plain. */
    AUTO,
    /** The model's chat template; refused where there is none. */
    CHAT,
    /** The messages' texts one after another, for base models; the next question's heading stops the answer. */
    PLAIN
}
