package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The merges of a SentencePiece BPE vocabulary, which states scores only: every way to split a token into two tokens is a
 * merge, and the one that makes the token with the better score goes first.
 */
final class SentencePieceMerges {
    private static final Comparator<Merge> ORDER = Comparator.comparingDouble(Merge::score)
            .reversed()
            .thenComparingInt(Merge::left)
            .thenComparingInt(Merge::right);

    private SentencePieceMerges() {}

    private record Merge(float score, int left, int right) {}

    static ArrayNode of(GgufVocabulary vocabulary, float[] scores) {
        List<Merge> merges = new ArrayList<>();
        for (int id = 0; id < scores.length; id++) {
            if (vocabulary.types()[id] == GgufVocabulary.NORMAL) {
                addSplits(vocabulary, id, scores[id], merges);
            }
        }
        merges.sort(ORDER);
        ArrayNode json = JsonNodeFactory.instance.arrayNode(merges.size());
        List<String> tokens = vocabulary.tokens();
        merges.forEach(merge -> json.add(tokens.get(merge.left()) + " " + tokens.get(merge.right())));
        return json;
    }

    private static void addSplits(GgufVocabulary vocabulary, int id, float score, List<Merge> merges) {
        String token = vocabulary.tokens().get(id);
        for (int cut = 0; (cut = token.offsetByCodePoints(cut, 1)) < token.length(); ) {
            Integer left = mergeable(vocabulary, token.substring(0, cut));
            Integer right = left == null ? null : mergeable(vocabulary, token.substring(cut));
            if (right != null) {
                merges.add(new Merge(score, left, right));
            }
        }
    }

    /** Id of an ordinary token: the others are whole before anything is merged, or never come out of plain text. */
    private static Integer mergeable(GgufVocabulary vocabulary, String part) {
        Integer id = vocabulary.ids().get(part);
        return id != null && vocabulary.types()[id] == GgufVocabulary.NORMAL ? id : null;
    }
}
