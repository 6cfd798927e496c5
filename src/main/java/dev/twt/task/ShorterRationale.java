package dev.twt.task;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rationale made shorter by leaving sentences out; what stays is as it was written and in its order. The sentence
 * that carries the answer always stays: the last one in which the answer stands as a word of its own, or the last of
 * all.
 */
public final class ShorterRationale {
    private ShorterRationale() {}

    /**
     * The sentence with the answer, and those before it and then after it, nearest first, as long as they fit.
     *
     * @param characters at most; the sentence with the answer stays though it may be longer
     */
    public static String sentences(String rationale, String answer, int characters) {
        List<String> all = split(rationale);
        BitSet kept = new BitSet();
        int left = characters;
        for (int i : nearestFirst(all, answer)) {
            left -= all.get(i).length() + 1;
            if (left < 0 && !kept.isEmpty()) {
                break;
            }
            kept.set(i);
        }
        return joined(all, kept);
    }

    /**
     * The sentences that compute (with a digit and a sign of calculation) and the one with the answer. Where they are
     * too long, the first ones are left out.
     *
     * @param characters at most; the sentence with the answer stays though it may be longer
     */
    public static String steps(String rationale, String answer, int characters) {
        List<String> all = split(rationale);
        BitSet kept = new BitSet();
        int left = characters;
        for (int i : nearestFirst(all, answer)) {
            if (kept.isEmpty() || computes(all.get(i))) {
                left -= all.get(i).length() + 1;
                if (left < 0 && !kept.isEmpty()) {
                    break;
                }
                kept.set(i);
            }
        }
        return joined(all, kept);
    }

    private static List<Integer> nearestFirst(List<String> all, String answer) {
        int holds = answering(all, answer);
        List<Integer> order = new ArrayList<>();
        for (int i = holds; i >= 0; i--) {
            order.add(i);
        }
        for (int i = holds + 1; i < all.size(); i++) {
            order.add(i);
        }
        return order;
    }

    private static int answering(List<String> all, String answer) {
        for (int i = all.size() - 1; i >= 0 && !answer.isBlank(); i--) {
            if (holds(all.get(i), answer)) {
                return i;
            }
        }
        return all.size() - 1;
    }

    private static boolean holds(String sentence, String answer) {
        String lower = Chars.lower(sentence);
        String wanted = Chars.lower(answer.strip());
        for (int at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
            int end = at + wanted.length();
            boolean goesOn = Chars.word(Chars.at(lower, at - 1))
                    || Chars.word(Chars.at(lower, end))
                    || (".,".indexOf(Chars.at(lower, end)) >= 0 && Chars.digit(Chars.at(lower, end + 1)));
            if (!goesOn) {
                return true;
            }
        }
        return false;
    }

    private static boolean computes(String sentence) {
        boolean digit = false;
        boolean sign = false;
        for (int i = 0; i < sentence.length(); i++) {
            digit |= Chars.digit(sentence.charAt(i));
            sign |= "=+*/\u00d7\u00f7<>".indexOf(sentence.charAt(i)) >= 0;
        }
        return digit && sign;
    }

    static List<String> split(String rationale) {
        List<String> all = new ArrayList<>();
        for (int from = 0; from < rationale.length(); ) {
            int end = Math.max(from + 1, Chars.sentenceEnd(rationale, from));
            String sentence = rationale.substring(from, end).strip();
            if (!sentence.isEmpty()) {
                all.add(sentence);
            }
            from = end;
        }
        return all;
    }

    private static String joined(List<String> all, BitSet kept) {
        return kept.stream().mapToObj(all::get).collect(Collectors.joining(" "));
    }
}
