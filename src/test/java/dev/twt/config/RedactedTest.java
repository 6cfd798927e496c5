package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTest {
    @TempDir
    Path folder;

    @Test
    void shouldShowEveryKeyWithDefaultsPresetAndSettings() throws Exception {
        JsonNode json =
                json(Written.in(folder, Written.LEAST + "teachers.t.model = m").set("seed", "7"));

        assertThat(json.at("/seed").isIntegralNumber()).isTrue();
        assertThat(json.at("/seed").asInt()).isEqualTo(7);
        assertThat(json.at("/questions/paths/0").asText()).isEqualTo("q.jsonl");
        assertThat(json.at("/selection/quality/threshold").asDouble()).isEqualTo(0.95);
        assertThat(json.at("/teachers/t/sampling/max-tokens").asInt()).isEqualTo(512);
        assertThat(json.has("teacher-defaults")).isFalse();
        assertThat(json.has("import-defaults")).isFalse();
    }

    @Test
    void shouldBeTheSameForTheSameConfigurationInAnotherOrder() {
        String one = Written.in(folder, "workspace = w\nquestions = q\nteachers { a.model = x, b.model = y }")
                .json();
        String other = Written.in(folder, "teachers { b.model = y, a.model = x }\nquestions = q\nworkspace = w")
                .json();

        assertThat(one).isEqualTo(other);
    }

    @Test
    void shouldHideWhatCameFromTheEnvironmentAndNameTheVariable() throws Exception {
        JsonNode json = json(Written.in(
                        folder,
                        "workspace = \"s3a://\"${BUCKET}\"/run\"\nquestions = [a, ${?QUESTIONS}]\nseed = ${?SEED}")
                .environment("BUCKET", "private-bucket")
                .environment("QUESTIONS", "private.jsonl")
                .environment("SEED", "99"));

        assertThat(json.toString()).doesNotContain("private", "99");
        assertThat(json.at("/workspace").asText()).isEqualTo("s3a://(from environment variable BUCKET)/run");
        assertThat(json.at("/questions/paths/1").asText()).isEqualTo("(from environment variable QUESTIONS)");
        assertThat(json.at("/seed").asText()).isEqualTo("(from environment variable SEED)");
    }

    @Test
    void shouldHideSecretsOfSparkSettings() throws Exception {
        JsonNode json = json(Written.in(folder, Written.LEAST + """
                        spark.conf {
                          spark.hadoop.fs.s3a.secret.key = hush1
                          "spark.hadoop.fs.azure.account.key.host.net" = hush2
                          spark.hadoop.fs.azure.account.key.other.net = hush3
                          spark.ssl.keyPassword = hush4
                          spark.sql.shuffle.partitions = 4
                        }
                        """));

        assertThat(json.toString()).doesNotContain("hush");
        assertThat(json.at("/spark/conf/spark/sql/shuffle/partitions").asInt()).isEqualTo(4);
    }

    @Test
    void shouldHidePasswordsInAddresses() throws Exception {
        JsonNode json = json(Written.in(folder, "workspace = \"s3a://id:hush@bucket/w\"\nquestions = q"));

        assertThat(json.at("/workspace").asText()).isEqualTo("s3a://(redacted)@bucket/w");
    }

    @Test
    void shouldShowFieldNamesThatOnlySoundSecret() throws Exception {
        JsonNode json = json(Written.in(
                folder, Written.LEAST + "import.sources = [{path = a, teacher = t, fields.token_logprobs = lp}]"));

        assertThat(json.at("/import/sources/0/fields/token_logprobs").asText()).isEqualTo("lp");
        assertThat(json.at("/embedding/max-tokens").asInt()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-key",
                "apiKey",
                "API_KEY",
                "token",
                "hf-token",
                "secret",
                "client_secret",
                "password",
                "spark.ssl.keyPassword",
                "fs.s3a.access.key",
                "credentials",
                "passphrase"
            })
    void shouldKnowSecretKeys(String key) {
        assertThat(RunConfigs.isSecret(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-tokens", "tokens-per-minute", "tokenizer", "keystore", "workspace", "segment-rows"})
    void shouldKnowOrdinaryKeys(String key) {
        assertThat(RunConfigs.isSecret(key)).isFalse();
    }

    private static JsonNode json(Written written) throws Exception {
        return new ObjectMapper().readTree(written.json());
    }
}
