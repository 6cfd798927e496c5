import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.GenerationSession;
import dev.twt.model.ModelSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Our side of the comparisons with transformers: one JSON object a line in, one a line out. Run as a source file:
 * {@code java -cp CLASSPATH bench/generation/GenerationServer.java MODEL}.
 *
 * <ul>
 *   <li>{@code {"encode": [text, …]}} gives {@code ids}, with the begin token where the model wants one
 *   <li>{@code {"logits": [id, …], "file": path}} writes float32 [T, vocabulary]
 *   <li>{@code {"generate": [[id, …], …], "lengths": [n, …], "slots": n}} gives {@code tokens}, {@code texts}, {@code
 *       seconds}; greedy
 * </ul>
 */
public final class GenerationServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GenerationServer() {}

    public static void main(String[] arguments) throws Exception {
        try (CausalLm lm = CausalLms.load(new ModelSpec(Path.of(arguments[0]), "", "float32", null));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            ObjectNode first = JSON.createObjectNode().put("ready", lm.card().toString());
            answer(first.set("ends", JSON.valueToTree(lm.tokenizer().endOfAnswer())));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode request = JSON.readTree(line);
                if (request.has("encode")) {
                    answer(encode(lm, request.get("encode")));
                } else if (request.has("logits")) {
                    answer(logits(lm, ids(request.get("logits")), Path.of(request.get("file").asText())));
                } else {
                    answer(generate(lm, request));
                }
            }
        }
    }

    private static void answer(ObjectNode node) {
        System.out.println(node);
    }

    private static ObjectNode encode(CausalLm lm, JsonNode texts) {
        ObjectNode result = JSON.createObjectNode();
        var all = result.putArray("ids");
        for (JsonNode text : texts) {
            var ids = all.addArray();
            lm.tokenizer().beginOfSequence().ifPresent(ids::add);
            for (int id : lm.tokenizer().encodeText(text.asText())) {
                ids.add(id);
            }
        }
        return result;
    }

    private static ObjectNode logits(CausalLm lm, int[] ids, Path file) throws Exception {
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            for (float[] row : lm.logits(ids)) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        }
        return JSON.createObjectNode().put("rows", ids.length);
    }

    private static ObjectNode generate(CausalLm lm, JsonNode request) {
        Deque<GenerationRequest> queue = new ArrayDeque<>();
        for (int i = 0; i < request.get("generate").size(); i++) {
            int[] prompt = ids(request.get("generate").get(i));
            int length = request.get("lengths").get(i).asInt();
            queue.add(new GenerationRequest(Integer.toString(i), prompt, 0, 1, length, i, List.of()));
        }
        List<Generation> done = new ArrayList<>();
        int count = queue.size();
        long begin = System.nanoTime();
        try (GenerationSession session = lm.newSession(request.get("slots").asInt())) {
            while (done.size() < count) {
                while (session.free() > 0 && !queue.isEmpty()) {
                    session.add(queue.poll());
                }
                done.addAll(session.step());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        done.sort((a, b) -> Integer.compare(Integer.parseInt(a.id()), Integer.parseInt(b.id())));
        ObjectNode result = JSON.createObjectNode().put("seconds", seconds);
        var tokens = result.putArray("tokens");
        var texts = result.putArray("texts");
        for (Generation generation : done) {
            tokens.add(JSON.valueToTree(generation.tokens()));
            texts.add(generation.text());
        }
        return result;
    }

    private static int[] ids(JsonNode list) {
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = list.get(i).asInt();
        }
        return ids;
    }
}
