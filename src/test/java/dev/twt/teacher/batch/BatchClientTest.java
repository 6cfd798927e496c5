package dev.twt.teacher.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.BatchConfig;
import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.Finding;
import dev.twt.teacher.TeacherRequest;
import dev.twt.testing.FakeBatchApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchClientTest {
    @TempDir
    Path folder;

    private final FakeBatchApi api = new FakeBatchApi();
    private final TeacherConfig teacher = teacher(api.url());
    private final BatchClient client = new BatchClient(teacher);

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    static TeacherConfig teacher(String url) {
        SamplingConfig sampling = new SamplingConfig(0.8, 0.95, 16, List.of());
        BatchConfig batch = new BatchConfig(true, true, Duration.ofMillis(20), 50_000, 200_000_000, 3, "24h", "");
        return new TeacherConfig(
                "tested",
                "openai",
                "served-model",
                "",
                "",
                PromptStyle.AUTO,
                0,
                1,
                sampling,
                1.0,
                4,
                "float32",
                "",
                new PriceConfig(1, 1),
                EndpointConfig.at(List.of(url)),
                LaunchConfig.none(),
                LimitsConfig.none(),
                RetryConfig.standard(),
                "",
                batch,
                1,
                "auto");
    }

    private String upload(String id) throws Exception {
        String line = new BatchRequests(teacher)
                .line(new TeacherRequest(id, 0, List.of(new ChatMessage("user", "What is é?")), teacher.sampling(), 1));
        return client.upload(Files.writeString(folder.resolve(id), line + "\n"), "name.jsonl");
    }

    @Test
    void shouldBringRequestsThereAndAnswersBack() throws Exception {
        BatchState made = client.create(upload("r1"), Map.of("twt_batch", "mine"));
        BatchState seen = client.get(made.id());

        assertThat(made.metadata()).containsEntry("twt_batch", "mine");
        assertThat(seen.status()).isEqualTo("completed");
        try (var in = client.content(seen.outputFile().orElseThrow())) {
            BatchAnswer answer = BatchAnswer.of(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .orElseThrow();
            assertThat(answer.requestId()).isEqualTo("r1");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("é?");
        }
    }

    @Test
    void shouldTurnThePagesOfTheList() throws Exception {
        for (int i = 0; i < 5; i++) {
            client.create(upload("r" + i), Map.of("twt_batch", "b" + i));
        }

        assertThat(client.list())
                .extracting(batch -> batch.metadata().get("twt_batch"))
                .containsExactly("b4", "b3", "b2", "b1", "b0");
    }

    @Test
    void shouldTellApartWhatMayHaveBeenDone() throws Exception {
        String file = upload("r1");
        assertKind(file, FakeBatchApi.status(400, "bad"), BatchFault.Kind.REFUSED);
        assertKind(file, FakeBatchApi.status(429, "slow down"), BatchFault.Kind.LATER);
        assertKind(file, FakeBatchApi.status(429, "Enqueued token limit reached"), BatchFault.Kind.FULL);
        assertKind(file, FakeBatchApi.status(502, "bad gateway"), BatchFault.Kind.UNKNOWN);
        assertKind(file, FakeBatchApi.cut(1), BatchFault.Kind.UNKNOWN);
        api.close();
        assertThatThrownBy(() -> client.create(file, Map.of()))
                .isInstanceOfSatisfying(
                        BatchFault.class, fault -> assertThat(fault.kind()).isNotEqualTo(BatchFault.Kind.REFUSED));
    }

    private void assertKind(String file, FakeBatchApi.Fault fault, BatchFault.Kind kind) {
        api.before("create", fault);
        assertThatThrownBy(() -> client.create(file, Map.of()))
                .isInstanceOfSatisfying(
                        BatchFault.class, thrown -> assertThat(thrown.kind()).isEqualTo(kind));
    }

    @Test
    void shouldTellTheDoctorWhetherThereAreBatches() {
        assertThat(BatchProbe.of(teacher))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.OK));
        api.before("list", FakeBatchApi.status(404, "no such thing"));
        assertThat(BatchProbe.of(teacher))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.FAIL));
        assertThat(api.calls("create")).isZero();
    }

    @Test
    void shouldReadLinesOfEveryKind() {
        assertThat(BatchAnswer.of("{\"custom_id\": \"a")).isEmpty();
        assertThat(BatchAnswer.of("[]")).isEmpty();
        assertThat(BatchAnswer.of("{\"response\": {}}")).isEmpty();
        assertThat(BatchAnswer.of("{\"custom_id\":\"a\",\"response\":null,\"error\":{\"code\":\"batch_expired\"}}"))
                .hasValueSatisfying(a -> assertThat(a.status()).isEqualTo(BatchAnswer.NEVER_MADE));
        assertThat(BatchAnswer.of("{\"custom_id\":\"a\",\"error\":{\"code\":\"x\",\"message\":\"broke\"}}"))
                .hasValueSatisfying(a -> assertThat(a.status()).isEqualTo(500));
        assertThat(BatchAnswer.of("{\"custom_id\":\"a\",\"response\":{\"status_code\":429,\"body\":{\"error\":{}}}}"))
                .hasValueSatisfying(a -> assertThat(a.status()).isEqualTo(429));
    }
}
