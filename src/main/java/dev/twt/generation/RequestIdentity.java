package dev.twt.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Sha256;
import dev.twt.model.text.ChatMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What makes two requests the same: sha256 of a canonical JSON (keys sorted, no blanks) of everything that can change
 * the answer, and of nothing that only says where it is asked, so that a model file or an endpoint may move.
 */
public final class RequestIdentity {
    /** Version of how prompts and identities are made; a change of either asks everything anew. */
    public static final String TEMPLATE_VERSION = "1";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SAMPLE = ",\"sample\":";
    private static final String FIRST_SAMPLE = SAMPLE + "0";

    private RequestIdentity() {}

    /**
     * The identity of one request.
     *
     * @param sample which of several answers to the same question
     * @param purpose full, compressed, student or evaluate
     * @param round of rejection sampling, from 0
     */
    static String of(TeacherConfig teacher, List<ChatMessage> messages, int sample, String purpose, int round) {
        return Sha256.hex(json(teacher, messages, sample, purpose, round));
    }

    /** The identities of a question's first samples, in their order; what they share is written once. */
    static List<String> ofSamples(
            TeacherConfig teacher, List<ChatMessage> messages, int samples, String purpose, int round) {
        String first = json(teacher, messages, 0, purpose, round);
        // Inside a text the quotes would be escaped, so this stands in one place only.
        int at = first.indexOf(FIRST_SAMPLE);
        String before = first.substring(0, at);
        String after = first.substring(at + FIRST_SAMPLE.length());
        return IntStream.range(0, samples)
                .mapToObj(sample -> Sha256.hex(before + SAMPLE + sample + after))
                .toList();
    }

    private static String json(
            TeacherConfig teacher, List<ChatMessage> messages, int sample, String purpose, int round) {
        Map<String, Object> identity = new TreeMap<>();
        identity.put("teacher", teacher.name());
        identity.put("model", model(teacher));
        identity.put("revision", teacher.revision());
        identity.put("prompt_style", teacher.prompt().name());
        identity.put("chat_template", lastName(teacher.chatTemplate()));
        identity.put("messages", messages(messages));
        identity.put("sampling", sampling(teacher.sampling()));
        identity.put("sample", sample);
        identity.put("purpose", purpose);
        identity.put("round", round);
        identity.put("template_version", TEMPLATE_VERSION);
        if (!teacher.endpoint().extraBody().isEmpty()) {
            identity.put("extra_body", teacher.endpoint().extraBody());
        }
        try {
            return MAPPER.writeValueAsString(identity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request of texts and numbers is always JSON", e);
        }
    }

    /** The seed of a request: stable over runs, and different for each request of a run. */
    public static long seed(long runSeed, String requestId) {
        return ByteBuffer.wrap(Sha256.bytes(runSeed + ":" + requestId)).getLong() & Long.MAX_VALUE;
    }

    /** The name of the model: as its server knows it, or the file's or folder's own, wherever it lies. */
    public static String model(TeacherConfig teacher) {
        return teacher.readsFiles() ? lastName(teacher.model()) : teacher.model();
    }

    private static String lastName(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static List<Map<String, String>> messages(List<ChatMessage> messages) {
        List<Map<String, String>> all = new ArrayList<>();
        for (ChatMessage message : messages) {
            all.add(new TreeMap<>(Map.of("role", message.role(), "content", message.content())));
        }
        return all;
    }

    private static Map<String, Object> sampling(SamplingConfig sampling) {
        return new TreeMap<>(Map.of(
                "temperature", sampling.temperature(),
                "top_p", sampling.topP(),
                "max_tokens", sampling.maxTokens(),
                "stop", sampling.stop()));
    }
}
