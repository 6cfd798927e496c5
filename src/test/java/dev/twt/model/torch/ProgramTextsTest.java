package dev.twt.model.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of ours that libtorch compiles says on which device it makes a tensor out of nothing. */
class ProgramTextsTest {
    /** Operations of libtorch that make a tensor and are given none, but for {@code _like}, which are. */
    private static final Pattern FACTORY = Pattern.compile(
            "torch\\.(arange|range|linspace|logspace|zeros|ones|full|empty|empty_strided|eye|tensor|scalar_tensor|rand|randn"
                    + "|randint|randperm|normal|tril_indices|triu_indices|from_file|complex|polar|[a-z]+_window)\\(");

    @Test
    void shouldSayTheDeviceWhereverATensorIsMade() throws IOException {
        List<Path> texts;
        try (Stream<Path> all = Files.walk(Path.of("src/main/resources/dev/twt"))) {
            texts = all.filter(file -> file.toString().endsWith(".torchscript.py"))
                    .toList();
        }
        assertThat(texts).hasSizeGreaterThan(5);
        List<String> made = new ArrayList<>();
        for (Path text : texts) {
            made.addAll(made(Files.readString(text)));
        }
        assertThat(made).hasSizeGreaterThan(10).allMatch(call -> call.contains("device="));
    }

    @Test
    void shouldFindACallWithItsArguments() {
        assertThat(
                        made(
                                "x = torch.zeros([max(1, 2), T]).view(1) + torch.zeros_like(y) * torch.full([1], 2., device=y.device)"))
                .containsExactly("torch.zeros([max(1, 2), T])", "torch.full([1], 2., device=y.device)");
    }

    private static List<String> made(String text) {
        List<String> calls = new ArrayList<>();
        Matcher matcher = FACTORY.matcher(text);
        while (matcher.find()) {
            calls.add(text.substring(matcher.start(), end(text, matcher.end())));
        }
        return calls;
    }

    private static int end(String text, int from) {
        int open = 1;
        int at = from;
        for (; open > 0; at++) {
            char c = text.charAt(at);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at;
    }
}
