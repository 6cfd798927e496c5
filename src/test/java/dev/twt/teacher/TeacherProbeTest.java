package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.PromptStyle;
import dev.twt.model.TinyModels;
import dev.twt.teacher.Finding.Level;
import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes against real servers, good ones and bad ones. */
class TeacherProbeTest {
    private static final String KEY = "planted-5f1d0c7e9b";
    private static final String MODELS = "{\"data\": [{\"id\": \"%s\"}, {\"id\": \"embedder\"}]}";

    @TempDir
    Path folder;

    private FaultyServer.Behaviour models = FaultyServer.answer(MODELS.formatted("served-model"));
    private FaultyServer.Behaviour chat = new FakeChatApi();
    private final FaultyServer server = FaultyServer.that(
            (request, exchange) -> (request.uri().endsWith("/models") ? models : chat).serve(request, exchange));

    @AfterEach
    void stopServer() {
        server.close();
    }

    private List<Finding> probe() {
        return TeacherProbe.of(
                TeacherConfigs.at(Endpoints.keyed(server.url(), "PLANTED", Duration.ofSeconds(20))),
                true,
                Map.of("PLANTED", KEY));
    }

    private static List<Finding> bad(List<Finding> found) {
        return found.stream().filter(f -> f.level() != Level.OK).toList();
    }

    private static void assertOneFailure(List<Finding> found, String... words) {
        List<Finding> failed =
                found.stream().filter(f -> f.level() == Level.FAIL).toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).what()).contains(words);
        assertThat(failed.get(0).fix()).isNotEmpty();
        assertThat(found.toString()).doesNotContain(KEY);
    }

    @Test
    void shouldFindNothingWrongWithAGoodServer() {
        List<Finding> found = probe();

        assertThat(bad(found)).isEmpty();
        assertThat(found.toString())
                .contains("the environment variable PLANTED", "has the model served-model", "status 200, key accepted")
                .contains("log-probabilities came", "it counts tokens")
                .doesNotContain(KEY);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).body()).contains("\"max_completion_tokens\":8");
        assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void shouldNotMissAListOfModels() {
        models = FaultyServer.status(404, "");
        List<Finding> found = probe();

        assertThat(bad(found)).isEmpty();
        assertThat(found.toString()).contains("no list of its models (status 404)");
    }

    @Test
    void shouldSayThatTheKeyIsRefusedWithoutShowingIt() {
        models = FaultyServer.status(401, "{\"error\": {\"message\": \"wrong key " + KEY + "\"}}");
        chat = models;

        assertOneFailure(
                probe(), "refused the key in the environment variable PLANTED (status 401)", "wrong key (key)");
    }

    @Test
    void shouldNameTheModelsNearestToAnUnknownOne() {
        models = FaultyServer.answer(MODELS.formatted("served-modal"));
        chat = FaultyServer.status(404, "{\"error\": {\"message\": \"no such model\"}}");
        List<Finding> found = probe();

        assertOneFailure(found, "there is no model served-model", "status 404");
        assertThat(found.toString()).contains("not among its 2 models, the nearest are served-modal, embedder");
    }

    @Test
    void shouldOnlyWarnOfAnUnknownModelThatAnswers() {
        models = FaultyServer.answer(MODELS.formatted("other"));

        assertThat(bad(probe())).extracting(Finding::level).containsExactly(Level.WARN);
    }

    @Test
    void shouldWarnOfWhatAnswersLack() {
        chat = FaultyServer.answer(
                "{\"choices\": [{\"message\": {\"content\": \"ok\"}, \"finish_reason\": \"stop\"}]}");
        List<Finding> found = bad(probe());

        assertThat(found).extracting(Finding::level).containsExactly(Level.WARN, Level.WARN);
        assertThat(found.toString()).contains("no log-probabilities came", "does not count tokens");
    }

    @Test
    void shouldOnlyWarnOfAServerThatIsBusyNow() {
        chat = FaultyServer.status(429, "{\"error\": {\"message\": \"slow down\"}}");

        assertThat(bad(probe())).extracting(Finding::level).containsExactly(Level.WARN);
    }

    @Test
    void shouldFailOnAnAnswerThatIsNoJson() {
        chat = FaultyServer.answer("<html>Welcome</html>");

        assertOneFailure(probe(), "no JSON");
    }

    @Test
    void shouldFailOnABrokenConnectionAndOnAFaultOfTheServer() {
        chat = FaultyServer.cutMidBody();
        assertOneFailure(probe(), "broke");

        chat = FaultyServer.status(500, "out of memory");
        assertOneFailure(probe(), "status 500");
    }

    @Test
    void shouldWaitNoLongerThanTheEndpointDoes() {
        chat = FaultyServer.never();
        List<Finding> found = TeacherProbe.of(
                TeacherConfigs.at(Endpoints.keyed(server.url(), "PLANTED", Duration.ofMillis(300))),
                true,
                Map.of("PLANTED", KEY));

        assertOneFailure(found, "within 300 ms");
    }

    @Test
    void shouldTryEveryAddressThoughOneIsDown() throws IOException {
        List<Finding> found = TeacherProbe.of(TeacherConfigs.at(Endpoints.at(nobody(), server.url())), true, Map.of());

        assertOneFailure(found, "no connection to http://127.0.0.1:");
        assertThat(found.toString()).contains("answered in", "a run would use the other addresses alone");
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }
    }

    @Test
    void shouldNameTheVariableThatIsAbsentAndAskNobody() {
        List<Finding> found = TeacherProbe.of(
                TeacherConfigs.at(Endpoints.keyed(server.url(), "PLANTED", Duration.ofSeconds(20))), true, Map.of());

        assertOneFailure(found, "the environment variable PLANTED", "is not there");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldFailOnAbsentFiles() {
        String absent = folder.resolve("absent.gguf").toString();

        List<Finding> model = TeacherProbe.of(TeacherConfigs.of("in-jvm", absent, PromptStyle.AUTO), true);
        assertOneFailure(model, "there is no such file or folder");
        assertThat(model.get(0).where()).contains("teachers.tested", absent);
        assertOneFailure(
                TeacherProbe.of(TeacherConfigs.of("replay", absent, PromptStyle.AUTO), true), "cannot be read");
    }

    @Test
    void shouldBeContentWithAModelThatCanBeOpened() {
        String model = TinyModels.llama(folder.resolve("tiny.gguf")).toString();
        List<Finding> found = TeacherProbe.of(TeacherConfigs.of("in-jvm", model, PromptStyle.AUTO), true);

        assertThat(bad(found)).isEmpty();
        assertThat(found.toString()).contains("the model can be opened", "tokens of context", "fit the free memory");
    }

    @Test
    void shouldBeContentWithRecordedAnswers() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"user\": \"u\", \"text\": \"t\"}\n");

        assertThat(bad(TeacherProbe.of(TeacherConfigs.of("replay", file.toString(), PromptStyle.AUTO), true)))
                .isEmpty();
    }
}
