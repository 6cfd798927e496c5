package dev.twt.model.text;

import dev.twt.model.file.ModelException;
import dev.twt.model.jinja.JinjaTemplate;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/** Makes chat templates from the Jinja source that comes with a model. */
public final class ChatTemplates {
    private ChatTemplates() {}

    /**
     * Reads a chat template; strftime_now in it tells the date of the system's time zone.
     *
     * @param name where the source comes from, for errors: a file, or a file and its key
     * @param source Jinja, as Hugging Face's {@code chat_template} or a GGUF's {@code tokenizer.chat_template}
     * @param specialTokens variables by name: {@code bos_token}, {@code eos_token} and whatever else the tokenizer
     *     names; a token the vocabulary does not have is left out
     * @throws ModelException if the template is not valid or uses what is not supported, with the line
     */
    public static ChatTemplate parse(String name, String source, Map<String, String> specialTokens) {
        return parse(name, source, specialTokens, Clock.system(ZoneId.systemDefault()));
    }

    /** As {@link #parse(String, String, Map)}, with the clock that templates print the date of. */
    static ChatTemplate parse(String name, String source, Map<String, String> specialTokens, Clock clock) {
        return new JinjaChatTemplate(name, JinjaTemplate.parse(name, source, clock), specialTokens);
    }
}
