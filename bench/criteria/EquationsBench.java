import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.task.Equations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** How many of the equations in GSM8K's training solutions hold, which people wrote, and what reading them costs. */
public final class EquationsBench {
    private static final int WARM_UP = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private EquationsBench() {}

    public static void main(String[] args) throws IOException {
        List<String> solutions = solutions(Path.of(System.getenv("TWT_DATA"), "gsm8k/train.jsonl.gz"));
        for (int i = 0; i < WARM_UP; i++) {
            solutions.forEach(Equations::of);
        }
        int checked = 0;
        int holding = 0;
        long begin = processor();
        for (String solution : solutions) {
            Equations found = Equations.of(solution);
            checked += found.checked();
            holding += found.holding();
        }
        double micros = (processor() - begin) / 1e3;
        ObjectNode result = JSON.createObjectNode().put("bench", "equations");
        result.putObject("detail")
                .put("solutions", solutions.size())
                .put("equations", checked)
                .put("holding", holding)
                .put("processor_micros_a_solution", Math.round(10 * micros / solutions.size()) / 10.0)
                .put("processor_micros_an_equation", Math.round(10 * micros / checked) / 10.0);
        System.out.println(result);
    }

    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<String> solutions(Path file) throws IOException {
        List<String> solutions = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                solutions.add(JSON.readTree(line).get("answer").asText());
            }
        }
        return solutions;
    }
}
