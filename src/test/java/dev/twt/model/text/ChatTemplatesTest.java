package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.file.ModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplatesTest {
    private static final List<ChatMessage> HELLO = List.of(new ChatMessage("user", "Hello"));

    static List<ChatFixtures.Render> renders() {
        return ChatFixtures.renders();
    }

    @ParameterizedTest
    @MethodSource("renders")
    void shouldRenderAsJinja2(ChatFixtures.Render render) {
        ChatTemplate template = ChatFixtures.template(render.template());
        List<ChatMessage> messages = ChatFixtures.conversation(render.conversation());
        if (render.error() == null) {
            assertThat(template.render(messages, render.prompt(), render.options())
                            .text())
                    .isEqualTo(render.output());
        } else {
            assertThatThrownBy(() -> template.render(messages, render.prompt(), render.options()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("refused the conversation: " + render.error());
        }
    }

    @Test
    void shouldSayWhereAndWhyATemplateRefuses() {
        ChatTemplate template = ChatTemplates.parse(
                "model.gguf", "{% if true %}\n{{ raise_exception('no ' ~ messages[0].role) }}{% endif %}", Map.of());
        assertThatThrownBy(() -> template.render(HELLO, true, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessage("model.gguf line 2: the template refused the conversation: no user."
                        + " Change the conversation's roles or their order, or give another template by chat-template");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a {{ x | wordwrap }} # 1 # the filter 'wordwrap' is not supported",
                "`a\n{% call f() %}{% endcall %}`| 2 | the tag 'call' is not supported",
                "`a\n\n{% include 'x' %}` # 3 # the tag 'include' is not supported",
                "{% for a in b recursive %} # 1 # a recursive loop is not supported",
                "{{ a is shiny }} # 1 # the test 'shiny' is not supported",
                "{{ 'a'.encode() }} # 1 # the method encode() is not supported",
                "`{{ a\n }}{% if a %}\n` # 2 # expected one of the tags",
                "{{ a b }} # 1 # expected variable end, found 'b'",
                "{{ ? }} # 1 # unexpected character '?'",
                "{% break %} # 1 # break or continue outside of a loop",
            })
    void shouldRefuseWhatIsNotSupportedWhenParsed(String source, int line, String why) {
        assertThatThrownBy(() -> ChatTemplates.parse("t.jinja", source, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("t.jinja line " + line + ": the template cannot be used: ")
                .hasMessageContaining(why)
                .hasMessageEndingWith("give another template by chat-template");
    }

    @Test
    void shouldFailWithoutPartialRendering() {
        ChatTemplate template = ChatTemplates.parse("t", "start\n{{ messages[7].content }}", Map.of());
        assertThatThrownBy(() -> template.render(HELLO, true, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("t line 2")
                .hasMessageContaining("is undefined");
    }

    @Test
    void shouldPassOptionsAndSpecialTokens() {
        ChatTemplate template = ChatTemplates.parse(
                "t",
                "{{ bos_token }}{{ n + 1 }}{{ list[1] }}{{ map.k }}{{ none_given is none }}",
                Map.of("bos_token", "<s>"));
        Map<String, Object> options =
                new HashMap<>(Map.of("n", 1, "list", List.of("a", 2.5f), "map", Map.of("k", true)));
        options.put("none_given", null);
        assertThat(template.render(HELLO, true, options).text()).isEqualTo("<s>22.5TrueTrue");
    }

    @Test
    void shouldRefuseOptionsThatATemplateCannotTake() {
        ChatTemplate template = ChatTemplates.parse("t", "a", Map.of());
        assertThatThrownBy(() -> template.render(HELLO, true, Map.of("messages", 1)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("option");
        assertThatThrownBy(() -> template.render(HELLO, true, Map.of("x", new Object())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<|im_end|>", "user\n", "a b", "1"})
    void shouldRefuseARoleThatCouldPassForMarkup(String role) {
        ChatTemplate template = ChatFixtures.template("chatml");
        assertThatThrownBy(() -> template.render(List.of(new ChatMessage(role, "x")), true, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the role '" + role + "'");
    }

    @Test
    void shouldGiveNoneForToolsAsTransformersDoes() {
        ChatTemplate template = ChatTemplates.parse("t", "{{ tools is defined }} {{ tools is none }}", Map.of());
        assertThat(template.render(HELLO, true, Map.of()).text()).isEqualTo("True True");
    }

    @Test
    void shouldLeaveToolsOutForATemplateThatFailsAtNone() {
        ChatTemplate template = ChatTemplates.parse("t", "{% for t in tools %}{{ t }}{% endfor %}ok", Map.of());
        assertThat(template.render(HELLO, true, Map.of()).text()).isEqualTo("ok");
    }

    @Test
    void shouldPrintTheClocksDate() {
        ChatTemplate template = ChatTemplates.parse(
                "t", "{{ strftime_now('%d %b %Y %H:%M:%S %A %B %j %-d %y%%') }}", Map.of(), ChatFixtures.CLOCK);
        assertThat(template.render(HELLO, true, Map.of()).text())
                .isEqualTo("26 Jul 2024 00:00:00 Friday July 208 26 24%");
    }

    @Test
    void shouldRefuseATemplateThatCallsItselfForever() {
        ChatTemplate template = ChatTemplates.parse("t", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", Map.of());
        assertThatThrownBy(() -> template.render(HELLO, true, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("calls itself too deep");
    }

    @Test
    void shouldRefuseATemplateNestedTooDeep() {
        String source = "{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}";
        assertThatThrownBy(() -> ChatTemplates.parse("t", source, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nested too deep");
    }

    @Test
    void shouldRenderTheSameFromSeveralThreads() {
        ChatTemplate template = ChatFixtures.template("thinking");
        List<ChatMessage> messages = ChatFixtures.conversation("thought");
        String expected = template.render(messages, true, Map.of()).text();
        assertThat(IntStream.range(0, 400)
                        .parallel()
                        .mapToObj(i -> template.render(messages, true, Map.of()).text()))
                .allMatch(expected::equals);
    }
}
