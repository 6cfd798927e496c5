import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.torch.DeviceChoice;
import dev.twt.model.tuning.AdamWSettings;
import dev.twt.model.tuning.Dtype;
import dev.twt.model.tuning.LoraSettings;
import dev.twt.model.tuning.TokenExample;
import dev.twt.model.tuning.TunableLm;
import dev.twt.model.tuning.TuningSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our side of the comparison: a line of JSON in, a line out. {@code java -cp CLASSPATH TrainingServer.java MODEL RANK
 * DTYPE}; rank 0 trains all weights. {@code {"steps": [[{"ids": [id, …], "from": n}, …], …]}} takes a step for each
 * batch and gives {@code seconds} and {@code losses}, {@code {"memory": 1}} the most resident KiB so far.
 */
public final class TrainingServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrainingServer() {}

    public static void main(String[] arguments) throws Exception {
        int rank = Integer.parseInt(arguments[1]);
        Optional<LoraSettings> lora = rank == 0
                ? Optional.empty()
                : Optional.of(new LoraSettings(
                        rank,
                        2 * rank,
                        0,
                        List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")));
        TuningSettings settings = new TuningSettings(
                lora,
                new AdamWSettings(0.9, 0.999, 1e-8, 0.01, 1),
                Dtype.valueOf(arguments[2]),
                1,
                new DeviceChoice.Processor());
        try (TunableLm lm = TunableLm.open(Path.of(arguments[0]), settings);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(JSON.createObjectNode().put("trained", lm.trainableParameters()));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode request = JSON.readTree(line);
                System.out.println(request.has("memory") ? memory() : steps(lm, request.get("steps")));
            }
        }
    }

    private static JsonNode memory() throws Exception {
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElse("0");
        return JSON.createObjectNode().put("kib", Long.parseLong(peak.replaceAll("\\D", "")));
    }

    private static JsonNode steps(TunableLm lm, JsonNode steps) {
        var result = JSON.createObjectNode();
        var losses = result.putArray("losses");
        List<List<TokenExample>> batches = new ArrayList<>();
        for (JsonNode step : steps) {
            List<TokenExample> batch = new ArrayList<>();
            for (JsonNode example : step) {
                int[] ids = JSON.convertValue(example.get("ids"), int[].class);
                batch.add(new TokenExample(ids, example.get("from").asInt(), 1));
            }
            batches.add(batch);
        }
        long begin = System.nanoTime();
        for (List<TokenExample> batch : batches) {
            int counted = batch.stream().mapToInt(TokenExample::counted).sum();
            losses.add(lm.accumulate(batch, 1.0 / counted, 1));
            lm.step(1e-4);
        }
        return result.put("seconds", (System.nanoTime() - begin) / 1e9);
    }
}
