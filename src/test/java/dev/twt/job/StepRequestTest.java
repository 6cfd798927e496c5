package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.ConfigPlace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepRequestTest {
    @Test
    void shouldGiveTheCommandAgain() {
        Map<String, String> sets = new LinkedHashMap<>();
        sets.put("seed", "7");
        sets.put("questions", "[\"it's.jsonl\"]");

        assertThat(new StepRequest(Step.GENERATE, ConfigPlace.local(Path.of("conf/my run.conf")), sets, true, List.of())
                        .command())
                .isEqualTo("twt generate --config 'conf/my run.conf' --set seed=7"
                        + " --set 'questions=[\"it'\\''s.jsonl\"]' --quiet");
    }

    @Test
    void shouldLeaveSecretsOut() {
        Map<String, String> sets = Map.of("spark.conf.spark.hadoop.fs.s3a.secret.key", "hush");

        assertThat(new StepRequest(Step.IMPORT, ConfigPlace.local(Path.of("a.conf")), sets, false, List.of()).command())
                .isEqualTo("twt import --config a.conf --set spark.conf.spark.hadoop.fs.s3a.secret.key=...");
    }
}
