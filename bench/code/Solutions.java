import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.twt.sandbox.TestSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The reference solutions of the data sets, each with its own tests. */
final class Solutions {
    static final List<String> SETS =
            List.of("mbpp", "mbpp-sanitized", "mbpp-plus", "mbpp-plus-inputs", "mbpp-changed");
    /** Of the inputs that MBPP+ adds. */
    private static final int FURTHER = 25;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /**
     * Calls program and reference with the same values and holds their results against each other. Values come as JSON has
     * them, so what the reference cannot take, as it wants a tuple or a complex number, is not compared, and neither are
     * results that are no plain data. The last test says how many were.
     */
    private static final String COMPARES =
            """
            import copy, json
            reference = {}
            exec(json.loads(%s), reference)
            inputs = json.loads(%s)
            compared = 0

            def same(a, b):
                if isinstance(a, float) and isinstance(b, float):
                    return a == b or a != a and b != b
                if isinstance(a, (list, tuple)) and type(a) is type(b):
                    return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))
                return a == b

            def compare(given):
                global compared
                try:
                    expected = reference["%s"](*copy.deepcopy(given))
                except Exception:
                    return
                said = %s(*given)
                if type(said).__name__ == "Remote":
                    return
                assert same(said, expected), "%%r and not %%r" %% (said, expected)
                compared += 1

            def tell():
                raise ValueError("compared %%d" %% compared)
            """;

    private final Path data;

    Solutions(Path data) {
        this.data = data;
    }

    List<Program> of(String set) throws IOException {
        List<Program> programs = new ArrayList<>();
        switch (set) {
            case "mbpp" -> lines("mbpp/mbpp.jsonl.gz").forEach(row -> programs.add(mbpp(row)));
            case "mbpp-sanitized" ->
                JSON.readTree(data.resolve("mbpp/sanitized-mbpp.json").toFile()).forEach(row -> programs.add(sanitized(row)));
            case "mbpp-plus" ->
                lines("mbpp_plus/MbppPlus.jsonl.gz").forEach(row -> programs.add(new Program(
                        id(row), text(row, "canonical_solution"), TestSuite.of(List.of(text(row, "assertion"))))));
            case "mbpp-plus-inputs" -> {
                for (JsonNode row : lines("mbpp_plus/MbppPlus.jsonl.gz")) {
                    programs.add(inputs(row));
                }
            }
            case "mbpp-changed" -> {
                for (Program right : of("mbpp")) {
                    programs.add(Changed.of(right));
                }
            }
            default -> throw new IllegalArgumentException("no set " + set + "; there are " + SETS);
        }
        return programs;
    }

    private static Program mbpp(JsonNode row) {
        List<String> tests = texts(row, "test_list");
        tests.addAll(texts(row, "challenge_test_list"));
        return new Program(id(row), text(row, "code"), new TestSuite(text(row, "test_setup_code"), tests));
    }

    private static Program sanitized(JsonNode row) {
        String imports = String.join("\n", texts(row, "test_imports"));
        return new Program(id(row), text(row, "code"), new TestSuite(imports, texts(row, "test_list")));
    }

    private static Program inputs(JsonNode row) throws IOException {
        ArrayNode inputs = JSON.createArrayNode();
        row.get("base_input").forEach(inputs::add);
        for (int i = 0; i < Math.min(FURTHER, row.get("plus_input").size()); i++) {
            inputs.add(row.get("plus_input").get(i));
        }
        String program = text(row, "canonical_solution");
        String entry = text(row, "entry_point");
        List<String> tests = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            tests.add("compare(inputs[" + i + "])");
        }
        tests.add("tell()");
        String setup = String.format(COMPARES, literal(program), literal(inputs), entry, entry);
        return new Program(id(row), program, new TestSuite(setup, tests));
    }

    /** The JSON of a value as a text of Python, which is the JSON of that. */
    static String literal(Object value) throws IOException {
        return JSON.writeValueAsString(JSON.writeValueAsString(value));
    }

    private static String id(JsonNode row) {
        return row.get("task_id").asText();
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asText();
    }

    private static List<String> texts(JsonNode row, String field) {
        List<String> texts = new ArrayList<>();
        row.get(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data.resolve(file))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }
}
