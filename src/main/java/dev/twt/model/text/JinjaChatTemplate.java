package dev.twt.model.text;

import dev.twt.model.file.ModelException;
import dev.twt.model.jinja.JinjaTemplate;
import dev.twt.model.jinja.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A chat template in Jinja, given the variables that transformers gives it. */
final class JinjaChatTemplate implements ChatTemplate {
    private static final String MESSAGES = "messages";
    private static final String GENERATION_PROMPT = "add_generation_prompt";
    private static final Set<String> ABSENT = Set.of("tools", "documents");
    private static final Set<String> RESERVED = Set.of(MESSAGES, GENERATION_PROMPT);
    /** A role is printed as markup, so nothing that could be a special token may pass for one. */
    private static final Pattern ROLE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final String name;
    private final JinjaTemplate template;
    private final Map<String, Object> constants;

    JinjaChatTemplate(String name, JinjaTemplate template, Map<String, String> specialTokens) {
        this.name = name;
        this.template = template;
        this.constants = new LinkedHashMap<>();
        specialTokens.forEach((token, text) -> constants.put(token, Text.of(text)));
    }

    @Override
    public RenderedChat render(List<ChatMessage> messages, boolean addGenerationPrompt, Map<String, Object> options) {
        Map<String, Object> variables = new LinkedHashMap<>(constants);
        variables.putAll(options);
        if (options.keySet().stream().anyMatch(RESERVED::contains)) {
            throw new ModelException(name, "a template option is named " + RESERVED, "Rename or remove the option");
        }
        variables.put(MESSAGES, messages.stream().map(this::variables).toList());
        variables.put(GENERATION_PROMPT, addGenerationPrompt);
        return pieces(withoutTools(variables));
    }

    /**
     * transformers says None where there are no tools or documents. Some real templates fail at that and want the names
     * not to be there at all, as llama.cpp has it.
     */
    private Text withoutTools(Map<String, Object> variables) {
        Map<String, Object> withNone = new LinkedHashMap<>(variables);
        ABSENT.forEach(absent -> withNone.putIfAbsent(absent, null));
        try {
            return template.render(withNone);
        } catch (ModelException withNoneRefused) {
            if (variables.keySet().containsAll(ABSENT)) {
                throw withNoneRefused;
            }
            return template.render(variables);
        }
    }

    private Map<String, Object> variables(ChatMessage message) {
        if (!ROLE.matcher(message.role()).matches()) {
            throw new ModelException(
                    name,
                    "a message has the role '" + message.role() + "'",
                    "Give a role of letters, digits, - and _ such as system, user or assistant");
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("role", Text.of(message.role()));
        variables.put("content", Text.user(message.content()));
        return variables;
    }

    private static RenderedChat pieces(Text rendered) {
        List<RenderedChat.Piece> pieces = new ArrayList<>();
        rendered.runs().forEach(run -> pieces.add(new RenderedChat.Piece(run.text(), !run.user())));
        return new RenderedChat(pieces);
    }
}
