package dev.twt.model.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small templates and what Jinja2 itself makes of them (src/test/python/jinja_probes.py): each one comes out the same or
 * is refused when it is parsed, and what Jinja2 fails at fails here.
 */
class JinjaProbesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Jinja2 renders these, this package refuses them. */
    private static final Set<String> REFUSED = Set.of(
            "underscore attribute",
            "format method",
            "zfill method",
            "wordwrap filter",
            "escape filter",
            "batch filter",
            "sameas test",
            "recursive loop",
            "varargs",
            "call block",
            "star arguments",
            "block",
            "autoescape block",
            "lipsum",
            "joiner",
            "cycler");
    /** Refused only when it is reached, since a real template has it where a conversation without tools does not go. */
    private static final Set<String> REFUSED_WHEN_REACHED = Set.of("safe in a sum");

    static Stream<Arguments> probes() throws IOException {
        JsonNode file;
        try (InputStream in = JinjaProbesTest.class.getResourceAsStream("probes.json")) {
            file = JSON.readTree(in);
        }
        Map<String, Object> variables =
                JSON.convertValue(file.get("variables"), new TypeReference<Map<String, Object>>() {});
        List<Arguments> probes = new ArrayList<>();
        file.get("probes")
                .forEach(probe ->
                        probes.add(Arguments.of(Named.of(probe.get("name").asText(), probe), variables)));
        return probes.stream();
    }

    /** The figures of docs/models.md. */
    @Test
    void shouldRefuseAsManyAsIsSaid() throws IOException {
        List<JsonNode> probes = probes().map(each -> ((Named<?>) each.get()[0]).getPayload())
                .map(JsonNode.class::cast)
                .toList();
        long errors = probes.stream().filter(probe -> probe.has("error")).count();
        List<String> names =
                probes.stream().map(probe -> probe.get("name").asText()).toList();

        assertThat(probes).hasSize(265);
        assertThat(errors).isEqualTo(52);
        assertThat(REFUSED).hasSize(16).isSubsetOf(names);
        assertThat(probes)
                .noneMatch(probe ->
                        probe.has("error") && REFUSED.contains(probe.get("name").asText()));
        assertThat(REFUSED_WHEN_REACHED).hasSize(1).isSubsetOf(names);
    }

    @ParameterizedTest
    @MethodSource("probes")
    void shouldDoAsJinja2OrRefuse(JsonNode probe, Map<String, Object> variables) {
        String source = probe.get("template").asText();
        if (REFUSED.contains(probe.get("name").asText())) {
            assertThatThrownBy(() -> JinjaTemplate.parse("probe", source, Clock.systemUTC()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("line 1: the template cannot be used")
                    .hasMessageContaining("chat-template");
        } else if (probe.has("error")
                || REFUSED_WHEN_REACHED.contains(probe.get("name").asText())) {
            assertThatThrownBy(() -> render(source, variables)).isInstanceOf(ModelException.class);
        } else {
            assertThat(render(source, variables)).isEqualTo(probe.get("output").asText());
        }
    }

    private static String render(String source, Map<String, Object> variables) {
        return JinjaTemplate.parse("probe", source, Clock.systemUTC())
                .render(variables)
                .string();
    }
}
