import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.CodeConfig;
import dev.twt.config.UserException;
import dev.twt.sandbox.CodeJudge;
import dev.twt.sandbox.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every reference solution against its own tests, and the processor time that the sandbox takes for it. */
public final class CodeBench {
    private static final List<String> TOOLS = List.of("bwrap", "unshare");
    private static final int STARTS = 50;
    private static final String COMPARED = "ValueError: compared ";
    private static final CodeConfig USUAL = CodeConfig.usual();
    /** A right solution is not to fail because other programs have the cores, or because it is slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode result = json.createObjectNode().put("bench", "code");
    private final ObjectNode ratio = result.putObject("ratio");
    private final ObjectNode detail = result.putObject("detail");

    private CodeBench() {}

    public static void main(String[] args) throws Exception {
        new CodeBench().look(args.length == 0 ? Solutions.SETS : List.of(args));
    }

    private void look(List<String> sets) throws Exception {
        String only = System.getenv("CODE_SANDBOX");
        Solutions solutions = new Solutions(Path.of(System.getenv("TWT_DATA")));
        double bare = bareStart();
        System.out.printf(Locale.ROOT, "A bare start of %s: %.0f ms of processor time%n%n", USUAL.python(), bare);
        System.out.println("| set | sandbox | passed | of | inputs | processor ms a program, its own left out | not passed |");
        System.out.println("|---|---|---:|---:|---:|---:|---|");
        boolean first = true;
        for (String tool : only == null ? TOOLS : List.of(only)) {
            Optional<CodeJudge> judge = open(tool, PATIENCE, PATIENCE);
            for (String set : judge.isEmpty() ? List.<String>of() : first ? sets : List.of("mbpp")) {
                List<Program> programs = solutions.of(set);
                boolean reference = programs.get(0).plain() == null;
                double processor = set(reference ? judge.get() : usual(tool), set, programs);
                if (set.equals("mbpp")) {
                    ratio.put("bare-start-over-" + tool, Math.round(1000 * bare / processor) / 1000.0);
                }
            }
            first &= judge.isEmpty();
        }
        System.out.println(result);
    }

    private static CodeJudge usual(String tool) throws InterruptedException {
        return open(tool, USUAL.wallLimit(), USUAL.cpuLimit()).orElseThrow();
    }

    private static Optional<CodeJudge> open(String tool, Duration wall, Duration processor) throws InterruptedException {
        try {
            return CodeJudge.open(new CodeConfig(
                    tool, USUAL.python(), wall, processor, USUAL.memory(), USUAL.processes(),
                    USUAL.fileSize(), USUAL.output()));
        } catch (UserException e) {
            System.err.println(tool + " does not work here and is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Milliseconds of sandbox and judge a program. What the program's own process takes is not in it: it ends with its
     * namespace, and nobody waits for it.
     */
    private double set(CodeJudge judge, String set, List<Program> programs) throws Exception {
        int passed = 0;
        int inputs = 0;
        int judged = 0;
        int agree = 0;
        List<String> others = new ArrayList<>();
        double begin = ProcessorTime.millis();
        double plain = 0;
        for (Program program : programs) {
            Verdict verdict = judge.judge(program.text(), program.tests());
            int compared = compared(verdict);
            judged += compared == 0 ? 0 : 1;
            inputs += Math.max(0, compared);
            boolean right = verdict.passed() || compared > 0;
            passed += right ? 1 : 0;
            if (!right && compared != 0) {
                others.add(program.id() + " " + verdict.words());
            }
            if (program.plain() != null) {
                double before = ProcessorTime.millis();
                agree += judge.judge("", program.plain()).passed() == right ? 1 : 0;
                plain += ProcessorTime.millis() - before;
            }
        }
        double processor = (ProcessorTime.millis() - begin - plain) / programs.size();
        String why = programs.get(0).plain() != null
                ? String.format(Locale.ROOT, "a plain exec says the same of %,d", agree)
                : String.join("; ", others.subList(0, Math.min(3, others.size())));
        System.out.printf(
                Locale.ROOT, "| %s | %s | %,d | %,d | %s | %.0f | %s |%n", set, judge.tool(), passed, judged,
                inputs == 0 ? "" : String.format(Locale.ROOT, "%,d", inputs), processor, why.replace("|", "\\|"));
        ObjectNode line = detail.putObject(set + "-" + judge.tool());
        line.put("passed", passed).put("of", judged).put("inputs", inputs);
        line.put("processor_ms", Math.round(processor * 10) / 10.0);
        return processor;
    }

    /** Inputs that were compared before the last test, which says so; -1 where there is no such test. */
    private static int compared(Verdict verdict) {
        return verdict instanceof Verdict.Failed failed && failed.why().startsWith(COMPARED)
                ? Integer.parseInt(failed.why().substring(COMPARED.length()))
                : -1;
    }

    private static double bareStart() throws IOException, InterruptedException {
        // The interpreter itself, where the name is a script's that looks for it.
        Process asked = new ProcessBuilder(USUAL.python(), "-c", "import sys; print(sys.executable)").start();
        String python = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        double begin = ProcessorTime.millis();
        for (int i = 0; i < STARTS; i++) {
            new ProcessBuilder(python, "-I", "-c", "pass").inheritIO().start().waitFor();
        }
        return (ProcessorTime.millis() - begin) / STARTS;
    }
}
