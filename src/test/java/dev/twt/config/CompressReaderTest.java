package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressReaderTest {
    private static final String TEACHERS = """
            teachers {
              ada { backend = openai, model = a, endpoint.urls = "http://127.0.0.1:1/v1" }
              bob { backend = openai, model = b, endpoint.urls = "http://127.0.0.1:1/v1" }
              old { backend = replay, model = r.jsonl }
            }
            """;

    @TempDir
    Path folder;

    private RunConfig run(String block) {
        return Written.in(folder, "workspace = w\nquestions = q.jsonl\n" + TEACHERS + "compress { " + block + " }")
                .run();
    }

    private void assertRefused(String block, String... words) {
        assertThatThrownBy(() -> run(block))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems().toString()).contains(words));
    }

    @Test
    void shouldMakeNothingShorterByDefault() {
        CompressConfig compress = run("").compress();

        assertThat(compress)
                .isEqualTo(new CompressConfig(List.of(), 0.7, 16, "teacher", List.of(), "auto", 512, 2, "drop"));
        assertThat(compress.wanted()).isFalse();
        assertThat(compress.stages()).isEmpty();
    }

    @Test
    void shouldNameAStageForEachBudget() {
        assertThat(run("budgets = 0.5").compress().stages()).containsExactly("compressed");
        assertThat(run("budgets = [0.6, 0.3]").compress().stages()).containsExactly("compressed-1", "compressed-2");
    }

    @Test
    void shouldAskThoseThatAreNamedOrAllThatCanBeAsked() {
        RunConfig all = run("budgets = [0.5]");
        RunConfig named = run("budgets = [0.5], teachers = [bob]");

        assertThat(all.compress().writers(all.teachers()))
                .extracting(TeacherConfig::name)
                .containsExactly("ada", "bob");
        assertThat(named.compress().writers(named.teachers()))
                .extracting(TeacherConfig::name)
                .containsExactly("bob");
    }

    @Test
    void shouldRefuseBudgetsThatDoNotFall() {
        assertRefused("budgets = [0.3, 0.6]", "compress.budgets", "do not fall", "largest first");
        assertRefused("budgets = [0.5, 0.5]", "do not fall");
        assertRefused("budgets = [1]", "makes nothing shorter");
        assertRefused("budgets = [0]", "compress.budgets");
    }

    @Test
    void shouldRefuseTeachersThatCannotRewrite() {
        assertRefused("budgets = [0.5], teachers = [add]", "there is no teacher add", "Did you mean ada?");
        assertRefused("budgets = [0.5], teachers = [old]", "replays recorded answers");
        assertRefused("budgets = [0.5], teachers = [ada, ada]", "named twice");
    }

    @Test
    void shouldRefuseARunWhereNobodyCanBeAsked() {
        String replayed = "workspace = w\nquestions = q.jsonl\nteachers.old { backend = replay, model = r.jsonl }\n";

        assertThatThrownBy(() -> Written.in(folder, replayed + "compress.budgets = [0.5]")
                        .run())
                .hasMessageContaining("can be asked to rewrite");
        assertThat(Written.in(folder, replayed + "compress { budgets = [0.5], by = steps }")
                        .run()
                        .compress()
                        .asks())
                .isFalse();
    }

    @Test
    void shouldRefuseATeacherWithTheStudentsName() {
        String student = "workspace = w\nquestions = q.jsonl\nteachers.student { backend = openai, model = a,"
                + " endpoint.urls = \"http://127.0.0.1:1/v1\" }\ncompress { budgets = [0.5] ";

        assertThatThrownBy(() -> Written.in(folder, student + "}").run()).hasMessageContaining("named student");
        assertThat(Written.in(folder, student + ", student = none }")
                        .run()
                        .compress()
                        .wanted())
                .isTrue();
    }
}
