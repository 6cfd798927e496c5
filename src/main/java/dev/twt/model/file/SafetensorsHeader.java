package dev.twt.model.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands at the start of a safetensors file: a length and that many bytes of JSON.
 *
 * @param dataStart where the data part begins
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);
    private static final String METADATA = "__metadata__";
    private static final int MOST_BYTES = 100_000_000;

    /**
     * A tensor.
     *
     * @param begin of its bytes, from the start of the data part
     */
    @SuppressWarnings("ArrayRecordComponent") // stays within the package
    record Entry(String dtype, long[] shape, long values, long begin) {}

    static SafetensorsHeader read(Path path, FileChannel channel) throws IOException {
        FileCursor in = new FileCursor(path, channel);
        in.reading("the header");
        JsonNode root = parse(path, in);
        Map<String, String> metadata = new LinkedHashMap<>();
        root.path(METADATA)
                .properties()
                .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.put(field.getKey(), entry(in, field.getKey(), field.getValue()));
            }
        }
        return new SafetensorsHeader(entries, metadata, in.position());
    }

    private static JsonNode parse(Path path, FileCursor in) throws IOException {
        if (in.left() > 9 && in.int64() > MOST_BYTES) {
            throw notSafetensors(path, null);
        }
        in.rewind();
        String text = in.string();
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isObject()) {
                throw notSafetensors(path, null);
            }
            return root;
        } catch (JsonProcessingException e) {
            throw notSafetensors(path, e);
        }
    }

    private static Entry entry(FileCursor in, String name, JsonNode node) {
        JsonNode sizes = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        if (!sizes.isArray() || offsets.size() != 2 || !node.path("dtype").isTextual()) {
            throw in.damaged("tensor " + name + " has no dtype, shape or data_offsets");
        }
        long[] shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i).asLong(-1);
        }
        long values = Shapes.size(shape);
        long begin = offsets.get(0).asLong(-1);
        long end = offsets.get(1).asLong(-1);
        // Here the cursor stands at the start of the data: what is left is the data.
        if (values < 0 || begin < 0 || end < begin || end > in.left()) {
            throw in.damaged("tensor " + name + " lies beyond the end of the file (bytes " + begin + " to " + end
                    + " of " + in.left() + ")");
        }
        SafetensorsType type = SafetensorsType.named(node.path("dtype").asText());
        if (type != null && (values > Long.MAX_VALUE / 4 || values * type.bytes() != end - begin)) {
            throw in.damaged("tensor " + name + " has " + values + " values in " + (end - begin) + " bytes");
        }
        return new Entry(node.path("dtype").asText(), shape, values, begin);
    }

    private static ModelException notSafetensors(Path path, JsonProcessingException cause) {
        return new ModelException(
                path.toString(),
                "this is not a safetensors file: it does not begin with a header in JSON",
                "Fetch it again, or export the model with save_pretrained(…, safe_serialization=True)",
                cause);
    }
}
