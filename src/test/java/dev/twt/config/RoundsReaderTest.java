package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsReaderTest {
    private static final String TEACHERS = """
            teacher-defaults { backend = openai, endpoint.urls = "http://h/v1", sampling.temperature = 0.3 }
            teachers {
              small { model = s, samples = 4 }
              large { model = l }
              third { model = t }
            }
            """;
    private static final String IMPORT = "import.sources = [ { path = a, teacher = elsewhere } ]\n";

    @TempDir
    Path folder;

    private Written written(String rest) {
        return Written.in(folder, Written.LEAST + TEACHERS + rest);
    }

    /** Who is asked in the rounds: name, samples and temperature. */
    private List<String> asked(String rest) {
        RunConfig run = written(rest).run();
        return java.util.stream.IntStream.range(0, run.rounds().most())
                .mapToObj(round -> String.join(
                        " ",
                        run.rounds().asked(round, run.teachers()).stream()
                                .map(t -> t.name() + ":" + t.samples() + ":"
                                        + t.sampling().temperature())
                                .toList()))
                .toList();
    }

    @Test
    void shouldAskOnceAndEveryTeacherAsItIsWhereNothingIsSaid() {
        RunConfig run = written("").run();

        assertThat(run.rounds()).isEqualTo(new RoundsConfig(1, 0, List.of(), List.of()));
        assertThat(run.rounds().further()).isFalse();
        assertThat(run.rounds().asked(0, run.teachers())).isEqualTo(run.teachers());
    }

    @Test
    void shouldLetTheLastEntryAndTheLastTemperatureHoldForAllThatFollow() {
        assertThat(
                        asked(
                                "rounds { most = 4, samples = 2, temperatures = [0.7, 1], escalation = [small, [large, third]] }"))
                .containsExactly(
                        "small:4:0.3", "large:2:0.7 third:2:0.7", "large:2:1.0 third:2:1.0", "large:2:1.0 third:2:1.0");
    }

    @Test
    void shouldAskEveryTeacherInItsOwnWayWhereOnlyTheNumberOfRoundsIsSaid() {
        assertThat(asked("rounds.most = 2"))
                .containsExactly("small:4:0.3 large:1:0.3 third:1:0.3", "small:4:0.3 large:1:0.3 third:1:0.3");
    }

    @Test
    void shouldReadAnEscalationFromTheCommandLine() {
        RunConfig run = written("rounds.most = 2")
                .set("rounds.escalation", "[small, [large, third]]")
                .run();

        assertThat(run.rounds().escalation()).containsExactly(List.of("small"), List.of("large", "third"));
    }

    @Test
    void shouldAskNobodyInTheFirstRoundWhereAnswersAreImported() {
        assertThat(asked(IMPORT + "rounds { most = 2, escalation = [[], [small, large, third]] }"))
                .containsExactly("", "small:4:0.3 large:1:0.3 third:1:0.3");
    }

    @Test
    void shouldChangeNothingElseOfATeacher() {
        TeacherConfig teacher = written("").run().teachers().get(0);

        assertThat(teacher.asked(teacher.samples(), teacher.sampling().temperature()))
                .isEqualTo(teacher);
        assertThat(teacher.asked(9, 0.9).asked(4, 0.3)).isEqualTo(teacher);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        most = 0                                                        | most         | is not allowed here          | from 1 to 100
        most = 2, samples = -1                                          | samples      | is not allowed here          | from 0 to 1000
        most = 2, temperatures = [0.7, 6]                               | temperatures | 6 is not allowed here        | at most 5
        most = 2, temperatures = hot                                    | temperatures | is not allowed here          | a number
        most = 2, temperatures = [0.7, 0.9]                             | temperatures | 2 temperatures for 1 further | Set rounds.most = 3
        temperatures = [0.7]                                            | temperatures | 1 temperatures for 0 further | Set rounds.most = 2
        samples = 2                                                     | samples      | there is no further round    | Set rounds.most = 2
        escalation = [small, [large, third]]                            | escalation   | 2 entries, and there is 1    | Set rounds.most = 2
        most = 2, escalation = [small, large, third]                    | escalation   | 3 entries, and there are 2   | Set rounds.most = 3
        most = 2, escalation = [[small, large]]                         | escalation   | third is in no entry         | take teachers.third out
        most = 2, escalation = [[small, large, third], smal]            | escalation   | there is no teacher smal     | Did you mean small? Teachers: small, large, third
        most = 2, escalation = [[small, large, third, third]]           | escalation   | named twice                  | Name it once
        most = 2, escalation = [[small, large, third], []]              | escalation   | names no teacher             | Name a teacher
        most = 2, escalation = [[], [small, large, third]]              | escalation   | no answers are imported      | import.sources
        most = 2, escalation = [[small, large, third], [[large]]]       | escalation   | is not allowed here          | Write a text
        most = 2, temperatures = [0.7, 1], escalation = [[small, large, third]] | temperatures | 2 temperatures | rounds.most = 3
        """)
    void shouldSayWhatIsWrong(String keys, String key, String what, String fix) {
        List<Problem> problems = written("rounds { " + keys + " }").problems();

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.where()).isEqualTo("run.conf:9 rounds." + key);
            assertThat(problem.what()).contains(what);
            assertThat(problem.fix()).contains(fix);
        });
    }

    @Test
    void shouldTellEveryProblemAtOnce() {
        assertThat(written("rounds {\n most = 2\n samples = x\n temperatures = [9]\n escalation = [smal]\n}")
                        .problems())
                .extracting(Problem::where)
                .contains(
                        "run.conf:11 rounds.samples",
                        "run.conf:12 rounds.temperatures",
                        "run.conf:13 rounds.escalation");
    }

    @Test
    void shouldRefuseToPayForTheSameGreedyAnswerAgain() {
        String greedy = "teachers.small.sampling.temperature = 0\n";

        assertThat(written(greedy + "rounds { most = 3, escalation = [small, [large, third]] }")
                        .problems())
                .isEmpty();
        Problem problem = written(greedy + "rounds.most = 3").problem();
        assertThat(problem.what()).contains("in round 2 the teacher small would be asked again at temperature 0");
        assertThat(problem.fix()).contains("Set rounds.temperatures = [0.8]");
        assertThat(written(greedy + "rounds { most = 3, temperatures = [0.7] }").problems())
                .isEmpty();
        assertThat(written(greedy + "teachers.small.endpoint.extra-body.temperature = null\nrounds.most = 3")
                        .problems())
                .as("a server that takes no temperature")
                .isEmpty();
    }

    @Test
    void shouldRefuseMoreAnswersInOneRequestThanAMinuteLetsThrough() {
        String together = "teachers.small { samples-a-request = 8, sampling.max-tokens = 500,"
                + " limits.tokens-per-minute = 2000 }\n";

        assertThat(written(together + "rounds.most = 2").problems()).isEmpty();
        assertThat(written(together + "rounds { most = 2, samples = 8 }")
                        .problem()
                        .what())
                .contains("8 answers of small in one request");
    }
}
