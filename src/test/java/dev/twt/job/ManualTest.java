package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Every command has a page, and what the page says is so. */
class ManualTest {
    private static final int WIDEST = 80;

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    private int twt(String... args) {
        return Main.execute(
                args,
                (effective, console) -> {
                    throw new AssertionError("nothing is run");
                },
                out.stream(),
                err.stream());
    }

    private static CommandLine line() {
        return TwtCommand.line(new StepRunner(null, System.out, System.err, Terminal.detect(), Interruption.PATIENCE));
    }

    private static List<CommandLine> below(CommandLine line) {
        List<CommandLine> all = new ArrayList<>();
        line.getSubcommands().values().forEach(sub -> {
            all.add(sub);
            all.addAll(below(sub));
        });
        return all;
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveAPageOfEveryCommand() {
        return below(line()).stream()
                .map(command -> DynamicTest.dynamicTest(
                        command.getCommandSpec().qualifiedName(), () -> checkPage(new ManualPage(command))));
    }

    private static void checkPage(ManualPage page) {
        assertThat(page.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDEST));
        assertThat(List.of(
                        ManualPage.DOES, ManualPage.READS, ManualPage.WRITES, ManualPage.EXAMPLES, ManualPage.SEE_ALSO))
                .allSatisfy(heading -> assertThat(page.section(heading)).isNotBlank());
        assertThat(page.section(ManualPage.EXAMPLES).lines())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example).matches("(source <\\()?twt .*"));
        assertThat(page.section(ManualPage.SEE_ALSO).split("\\s+", -1))
                .allSatisfy(document -> assertThat(Path.of(document)).isRegularFile());
    }

    @Test
    void shouldPrintThePageOfAStep() {
        assertThat(twt("help", "generate")).isZero();
        assertThat(out.text())
                .startsWith("NAME\n  twt generate\n")
                .contains("SYNOPSIS\n  twt generate ", "WHAT IT DOES\n", "READS\n", "WRITES\n", "OPTIONS\n")
                .contains("--config=FILE", "EXIT CODES\n  0 done\n", "EXAMPLES\n  twt generate --config mine.conf")
                .endsWith("SEE ALSO\n  docs/teachers.md docs/rounds.md docs/operations.md\n");
        assertThat(err.text()).isEmpty();
    }

    @Test
    void shouldPrintExitCodesOfItsOwn() {
        assertThat(twt("help", "audit")).isZero();
        assertThat(out.text()).contains("  3 ended early", "  4 there are warnings\n  5 there are errors\n");
    }

    @Test
    void shouldPrintThePageOfAPartOfACommand() {
        assertThat(twt("help", "toy", "world")).isZero();
        assertThat(out.text()).startsWith("NAME\n  twt toy world\n").contains("--operations=N");
    }

    @Test
    void shouldListTheStepsWhereNoneIsNamed() {
        assertThat(twt("help")).isZero();
        assertThat(out.text()).contains("Usage: twt", "generate", "twt help STEP");
    }

    @Test
    void shouldSayWhichStepWasProbablyMeant() {
        assertThat(twt("help", "generat")).isEqualTo(2);
        assertThat(err.text()).contains("generat", "twt generate");
    }
}
