package dev.twt.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.twt.model.file.ModelException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps special tokens out of reach of untrusted text. The library matches a special token wherever its text stands, in a
 * user's question too. So each one gets a secret name, new for every tokenizer, under which alone it is matched; text
 * that this project made has its special tokens replaced by the secret names before it is encoded.
 */
final class SpecialTokens {
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Set<Integer> lengths = new TreeSet<>((a, b) -> b - a);
    private final String nonce;

    private SpecialTokens() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        nonce = HexFormat.of().formatHex(random);
    }

    /**
     * Renames the special tokens of a tokenizer.json in place.
     *
     * @param alsoSpecial tokens that count as special whether or not the file says so
     */
    static SpecialTokens hide(String where, ObjectNode json, Set<String> alsoSpecial) {
        SpecialTokens tokens = new SpecialTokens();
        for (JsonNode added : json.path("added_tokens")) {
            String text = added.path("content").asText();
            boolean special = added.path("special").asBoolean() || alsoSpecial.contains(text);
            if (special && !text.isEmpty()) {
                tokens.hide(where, (ObjectNode) added, text);
            }
        }
        tokens.renameIn((ObjectNode) json.path("model"));
        return tokens;
    }

    private void hide(String where, ObjectNode added, String text) {
        if (added.path("single_word").asBoolean()) {
            throw new ModelException(
                    where,
                    "the special token " + text + " counts only as a whole word (single_word), which isn't supported",
                    "Set single_word to false in tokenizer.json if the model allows it");
        }
        int id = added.path("id").asInt();
        String secret = "\u0001" + nonce + ":" + id + "\u0001";
        ids.put(text, id);
        secrets.put(text, secret);
        lengths.add(text.length());
        added.put("content", secret).put("special", true).put("normalized", false);
    }

    private void renameIn(ObjectNode model) {
        JsonNode vocabulary = model.path("vocab");
        if (vocabulary instanceof ObjectNode byText) {
            secrets.forEach((text, secret) -> {
                JsonNode id = byText.remove(text);
                if (id != null) {
                    byText.set(secret, id);
                }
            });
        } else {
            // Unigram: pairs of text and score, the id is the place in the list.
            vocabulary.forEach(pair -> {
                String secret = secrets.get(pair.path(0).asText());
                if (secret != null) {
                    ((ArrayNode) pair).set(0, TextNode.valueOf(secret));
                }
            });
        }
        String unknown = secrets.get(model.path("unk_token").asText());
        if (unknown != null) {
            model.put("unk_token", unknown);
        }
        if (model.path("merges") instanceof ArrayNode merges) {
            model.set("merges", withoutSpecials(merges));
        }
    }

    /** A merge that makes or takes a special token would let plain text reach it. */
    private ArrayNode withoutSpecials(ArrayNode merges) {
        ArrayNode kept = merges.arrayNode(merges.size());
        for (JsonNode merge : merges) {
            String left = merge.isArray() ? merge.path(0).asText() : before(merge.asText());
            String right = merge.isArray() ? merge.path(1).asText() : after(merge.asText());
            if (!(secrets.containsKey(left) || secrets.containsKey(right) || secrets.containsKey(left + right))) {
                kept.add(merge);
            }
        }
        return kept;
    }

    private static String before(String merge) {
        return merge.substring(0, Math.max(0, merge.indexOf(' ')));
    }

    private static String after(String merge) {
        return merge.substring(merge.indexOf(' ') + 1);
    }

    /** Ids by written form. */
    Map<String, Integer> ids() {
        return ids;
    }

    /** The text with every special token, leftmost and longest first, under its secret name. */
    String reveal(String text) {
        StringBuilder revealed = new StringBuilder(text.length());
        int copied = 0;
        for (int i = 0; i < text.length(); ) {
            String token = at(text, i);
            if (token == null) {
                i++;
                continue;
            }
            revealed.append(text, copied, i).append(secrets.get(token));
            i += token.length();
            copied = i;
        }
        return revealed.append(text, copied, text.length()).toString();
    }

    private String at(String text, int start) {
        for (int length : lengths) {
            if (start + length <= text.length()) {
                String candidate = text.substring(start, start + length);
                if (secrets.containsKey(candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }
}
