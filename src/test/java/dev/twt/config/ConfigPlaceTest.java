package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigPlaceTest {
    private static final String RUN = "s3a://bucket/runs/run.conf";

    @TempDir
    Path folder;

    private final Map<String, String> store = new HashMap<>();

    private EffectiveConfig read(String name) {
        return RunConfigs.effective(new ConfigPlace(name, place -> Optional.ofNullable(store.get(place))), Map.of());
    }

    private Problem problem(String name) {
        UserException refused = catchThrowableOfType(UserException.class, () -> read(name));
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0);
    }

    @Test
    void shouldReadAFileInAStore() {
        store.put(RUN, Written.LEAST + "seed = 7");

        EffectiveConfig config = read(RUN);

        assertThat(config.run().seed()).isEqualTo(7);
        assertThat(config.file().name()).isEqualTo(RUN);
    }

    @Test
    void shouldTakeAFileUriForAFileOfThisMachine() throws Exception {
        Path file = Files.writeString(folder.resolve("run.conf"), Written.LEAST + "seed = 8");

        assertThat(read(file.toUri().toString()).run().seed()).isEqualTo(8);
        assertThat(read(file.toString()).run().seed()).isEqualTo(8);
    }

    @Test
    void shouldSayThatThereIsNoFileInTheStore() {
        Problem problem = problem(RUN);

        assertThat(problem.where()).isEqualTo(RUN);
        assertThat(problem.what()).isEqualTo("there is no such config file");
        assertThat(problem.fix()).contains("bucket and key");
    }

    @Test
    void shouldPlaceProblemsOnTheirLine() {
        store.put(RUN, Written.LEAST + "\nsead = 7\n");

        assertThat(problem(RUN).where()).isEqualTo(RUN + ":4 sead");
    }

    @Test
    void shouldPlaceFaultsOfSyntaxOnTheirLine() {
        store.put("hdfs://name:8020/run.conf", "workspace = ws\n\nb = :");

        assertThat(problem("hdfs://name:8020/run.conf").where()).isEqualTo("hdfs://name:8020/run.conf:3");
    }

    @Test
    void shouldReadWhatIsIncludedBesideItOrElsewhere() {
        store.put(RUN, "include \"more.conf\"\ninclude \"s3a://other/shared\"\n" + Written.LEAST);
        store.put("s3a://bucket/runs/more.conf", "include required(\"deep/seed\")");
        store.put("s3a://bucket/runs/deep/seed.conf", "seed = 9");
        store.put("s3a://other/shared.conf", "strict = true");

        RunConfig run = read(RUN).run();

        assertThat(run.seed()).isEqualTo(9);
        assertThat(run.strict()).isTrue();
    }

    @Test
    void shouldPlaceProblemsInTheIncludedFile() {
        store.put(RUN, "include \"more.conf\"\n" + Written.LEAST);
        store.put("s3a://bucket/runs/more.conf", "\nseed = x\n");

        assertThat(problem(RUN).where()).isEqualTo("s3a://bucket/runs/more.conf:2 seed");
    }

    @Test
    void shouldSayThatARequiredIncludeIsMissingAndPassOverOthers() {
        store.put(RUN, "include \"nope.conf\"\n" + Written.LEAST);
        assertThat(read(RUN).run().workspace()).isEqualTo("ws");

        store.put(RUN, "include required(\"nope.conf\")\n" + Written.LEAST);
        assertThat(problem(RUN).what())
                .contains("included file")
                .contains("nope.conf")
                .contains("does not exist");
    }

    @Test
    void shouldEndACycleOfIncludes() {
        store.put(RUN, "include \"run.conf\"\n" + Written.LEAST);

        assertThat(problem(RUN).what()).contains("cycle");
    }

    @Test
    void shouldNotLookInThisMachinesFilesForWhatLiesInAStore() throws Exception {
        Files.writeString(folder.resolve("local.conf"), "seed = 5");
        store.put(RUN, "include \"" + folder.resolve("local.conf") + "\"\n" + Written.LEAST + "seed = 1");
        assertThat(read(RUN).run().seed()).isEqualTo(1);

        store.put(RUN, Written.LEAST + "include file(\"" + folder.resolve("local.conf") + "\")");
        assertThat(read(RUN).run().seed()).isEqualTo(5);
    }

    @Test
    void shouldRefuseAList() {
        store.put(RUN, "[1, 2]");

        assertThat(problem(RUN).what()).contains("a list");
    }
}
