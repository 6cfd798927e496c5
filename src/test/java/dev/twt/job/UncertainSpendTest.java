package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.RunConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.Workspace;
import dev.twt.generation.governor.SpendingFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncertainSpendTest {
    @TempDir
    Path folder;

    private final Captured said = new Captured();
    private RunConfig config;
    private Workspace workspace;

    @BeforeEach
    void writeRun() throws IOException {
        Path file = Files.writeString(
                folder.resolve("run.conf"), "workspace = \"%s/ws\"\nquestions = q.jsonl\n".formatted(folder));
        config = RunConfigs.read(file, Map.of());
        workspace = Workspace.at(config.workspace(), new Configuration());
        workspace.prepare(0);
    }

    /** A command's journal, as the workspace has it. */
    private RunContext command() {
        RunRecord record = workspace
                .record()
                .orElseGet(() -> RunRecord.started(TwtPipeline.identity(config), "{}", Map.of(), config.seed()));
        Console console = new Console(said.stream(), said.stream(), false, Terminal.NONE);
        return new RunContext(config, null, workspace, console, new StepJournal(workspace, record));
    }

    private static SpendingFigures uncertain(double usd, long tokens) {
        return new SpendingFigures(5, 500, 0, usd, tokens);
    }

    @Test
    void shouldAddUpOverRoundsAndCommands() {
        RunContext first = command();
        UncertainSpend spend = new UncertainSpend(first);
        first.journal().run("generate", () -> {
            spend.add(uncertain(0.25, 100));
            spend.add(uncertain(0, 0));
            spend.add(uncertain(0.5, 30));
            return Map.of();
        });
        assertThat(spend.funds().uncertainUsd()).isEqualTo(0.75);
        assertThat(spend.funds().uncertainTokens()).isEqualTo(130);
        assertThat(said.text().lines().filter(line -> line.contains("whose answers never came")))
                .as("each round tells its own")
                .hasSize(2);

        RunContext second = command();
        UncertainSpend later = new UncertainSpend(second);
        assertThatThrownBy(() -> second.journal().run("generate", () -> {
                    later.add(uncertain(0.25, 1));
                    throw new StoppedEarly("the budget is used up", "all is kept");
                }))
                .isInstanceOf(StoppedEarly.class);

        assertThat(new UncertainSpend(command()).funds().uncertainUsd()).isEqualTo(1);
        assertThat(new UncertainSpend(command()).funds().uncertainTokens()).isEqualTo(131);
    }

    @Test
    void shouldCountWhatOtherStepsLeftAndKeepOnlyItsOwn() {
        RunContext first = command();
        UncertainSpend generated = new UncertainSpend(first);
        first.journal().run("generate", () -> {
            generated.add(uncertain(0.25, 100));
            return Map.of();
        });
        UncertainSpend compressed = new UncertainSpend(first, "compress");
        assertThat(compressed.funds().uncertainUsd()).isEqualTo(0.25);
        first.journal().run("compress", () -> {
            compressed.add(uncertain(0.5, 30));
            return Map.of();
        });

        assertThat(compressed.funds().uncertainUsd()).isEqualTo(0.75);
        assertThat(new UncertainSpend(command()).funds().uncertainTokens()).isEqualTo(130);
        assertThat(new UncertainSpend(command(), "compress").funds().uncertainTokens())
                .isEqualTo(130);
    }
}
