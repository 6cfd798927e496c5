package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeValuesAsTheyStand() {
        RunConfig run = Written.in(folder, Written.LEAST)
                .set("workspace", "s3a://bucket/$HOME #1")
                .set("seed", "-3")
                .set("strict", "true")
                .set("generation.segment-interval", "2 minutes")
                .set("generation.max-failure-share", "0.25")
                .run();

        assertThat(run.workspace()).isEqualTo("s3a://bucket/$HOME #1");
        assertThat(run.seed()).isEqualTo(-3);
        assertThat(run.strict()).isTrue();
        assertThat(run.generation().segmentInterval()).hasMinutes(2);
        assertThat(run.generation().maxFailureShare()).isEqualTo(0.25);
    }

    @Test
    void shouldKeepTextsThatLookLikeNumbers() {
        RunConfig run = Written.in(folder, Written.LEAST + "teachers.t.model = m")
                .set("teachers.t.revision", "007")
                .set("workspace", "1e3")
                .run();

        assertThat(run.teachers().get(0).revision()).isEqualTo("007");
        assertThat(run.workspace()).isEqualTo("1e3");
    }

    @Test
    void shouldReadLists() {
        RunConfig run = Written.in(folder, Written.LEAST + "teachers.t.model = m")
                .set("questions", "[\"a.jsonl\", b]")
                .set("teachers.t.sampling.stop", "[\"Q:\"]")
                .run();

        assertThat(run.questions().paths()).containsExactly("a.jsonl", "b");
        assertThat(run.teachers().get(0).sampling().stop()).containsExactly("Q:");
    }

    @Test
    void shouldReachNamesWithDotsInQuotes() {
        RunConfig run = Written.in(folder, Written.LEAST + "teachers.\"gpt-4.1\".model = m")
                .set("teachers.\"gpt-4.1\".slots", "3")
                .run();

        assertThat(run.teachers()).extracting(TeacherConfig::slots).containsExactly(3);
    }

    @Test
    void shouldLetTheLastOfContradictingKeysWin() {
        RunConfig run = Written.in(folder, Written.LEAST)
                .set("selection", "{ preset = custom }")
                .set("selection.preset", "paper")
                .run();

        assertThat(run.selection().preset()).isEqualTo("paper");
    }

    @Test
    void shouldAddATeacher() {
        assertThat(Written.in(folder, Written.LEAST)
                        .set("teachers.new.model", "x.gguf")
                        .run()
                        .teachers())
                .extracting(TeacherConfig::name)
                .containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "", ".a", "a b\"", "$x"})
    void shouldSayWhatIsNoKey(String key) {
        Problem problem = Written.in(folder, Written.LEAST).set(key, "1").problem();

        assertThat(problem.where()).startsWith("--set");
        assertThat(problem.what()).isEqualTo("this is not a key");
    }

    @Test
    void shouldSayThatAListCannotBeRead() {
        Problem problem =
                Written.in(folder, Written.LEAST).set("questions", "[a, b").problem();

        assertThat(problem.where()).isEqualTo("--set questions");
        assertThat(problem.what()).startsWith("the value [a, b cannot be read");
    }

    @Test
    void shouldPlaceBadValuesOnTheCommandLine() {
        assertThat(Written.in(folder, Written.LEAST + "seed = 3")
                        .set("seed", "")
                        .problem())
                .isEqualTo(new Problem("--set seed", "\"\" is not allowed here", "Write a whole number"));
    }
}
