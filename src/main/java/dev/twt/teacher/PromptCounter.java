package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelHead;
import dev.twt.model.PromptPrefix;
import dev.twt.model.text.ChatMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is known of a teacher's requests before one is sent: how long its prompts are and what fits. */
public interface PromptCounter extends AutoCloseable {
    /** Tokens of a conversation as the teacher reads it; empty where only the teacher itself knows. */
    OptionalInt tokens(List<ChatMessage> messages);

    /** Prompt and answer together have to fit into so many tokens; empty where unknown. */
    OptionalInt contextLength();

    /** What the teacher's prompts get before them, since it was trained so; mostly empty. */
    default String prefix() {
        return "";
    }

    /** Weights of the model; empty where unknown. */
    OptionalLong parameters();

    @Override
    void close();

    /**
     * Opens what is needed to count, and in doing so checks that the teacher can be opened: file, checksum, architecture,
     * tokenizer, template. Weights are not loaded. Of a server it checks that the keys are there; nothing is sent.
     *
     * @throws dev.twt.config.UserException if the configuration names what cannot be opened
     * @throws dev.twt.model.file.ModelException if a model file cannot be used
     */
    static PromptCounter open(TeacherConfig config) {
        if (config.backend().equals("in-jvm")) {
            ModelHead head = CausalLms.inspect(Teachers.spec(config));
            try {
                PromptPrefix prefix = PromptPrefix.of(Path.of(config.model()));
                return new InJvmPrompts(
                        head,
                        new PromptEncoder(head.tokenizer(), head::chatTemplate, config.prompt(), config.name(), prefix),
                        prefix);
            } catch (RuntimeException e) {
                head.close();
                throw e;
            }
        }
        if (config.launches()) {
            // Only executors start servers.
            LaunchedTeacher.check(config, System.getenv());
            return new UnknownPrompts();
        }
        Teachers.open(config).close();
        return new UnknownPrompts();
    }
}
