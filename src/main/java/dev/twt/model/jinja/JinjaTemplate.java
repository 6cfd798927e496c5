package dev.twt.model.jinja;

import dev.twt.model.file.ModelException;
import java.time.Clock;
import java.util.Map;

/**
 * A parsed template; parse once, render often. Behaves as Jinja2 3.1 does in the environment transformers makes for chat
 * templates: immutable sandbox, {@code trim_blocks}, {@code lstrip_blocks}, loop controls, {@code tojson} without HTML
 * escapes, {@code raise_exception} and {@code strftime_now}. Safe for use by several threads.
 */
public final class JinjaTemplate {
    private static final String ANOTHER_TEMPLATE = "give another template by chat-template";

    private final String name;
    private final Body body;
    private final Clock clock;

    private JinjaTemplate(String name, Body body, Clock clock) {
        this.name = name;
        this.body = body;
        this.clock = clock;
    }

    /**
     * Reads a template.
     *
     * @param name for errors
     * @param clock what {@code strftime_now} reads
     * @throws ModelException if the template is not valid or uses what is not supported
     */
    public static JinjaTemplate parse(String name, String source, Clock clock) {
        try {
            return new JinjaTemplate(name, StatementParser.parse(source), clock);
        } catch (JinjaException e) {
            throw new ModelException(
                    place(name, e),
                    "the template cannot be used: " + e.getMessage(),
                    "Correct the template or " + ANOTHER_TEMPLATE);
        } catch (StackOverflowError e) {
            throw new ModelException(
                    name, "the template cannot be used: it is nested too deep", "Please " + ANOTHER_TEMPLATE);
        }
    }

    /**
     * What the template prints.
     *
     * @param variables null, Boolean, Integer, Long, Double, String (counts as a user's), Text, List, Map
     * @throws ModelException if the template refuses, or does what Jinja2 would fail at; there is no partial rendering
     */
    public Text render(Map<String, ?> variables) {
        Scope context = new Scope(Scope.of(Globals.with(clock)));
        TextBuilder out = new TextBuilder();
        try {
            variables.forEach((variable, value) -> context.set(variable, JavaValues.toJinja(value)));
            body.run(new Scope(context), out);
        } catch (JinjaException e) {
            throw failure(e);
        } catch (StackOverflowError e) {
            throw new ModelException(name, "the template calls itself too deep", "Please " + ANOTHER_TEMPLATE);
        }
        return out.build();
    }

    private ModelException failure(JinjaException e) {
        if (e.kind() == JinjaException.Kind.RAISED) {
            return new ModelException(
                    place(name, e),
                    "the template refused the conversation: " + e.getMessage(),
                    "Change the conversation's roles or their order, or " + ANOTHER_TEMPLATE);
        }
        return new ModelException(
                place(name, e),
                "the template cannot render the conversation: " + e.getMessage(),
                "Change the conversation or the template's options, or " + ANOTHER_TEMPLATE);
    }

    private static String place(String name, JinjaException e) {
        return e.line() > 0 ? name + " line " + e.line() : name;
    }
}
