package dev.twt.selection.overlap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What the plans should find, by loops over all pairs of plain texts (small letters and blanks alone). */
final class Oracle {
    record Text(String id, String words) {}

    private Oracle() {}

    static Set<List<String>> grams(String text, int n) {
        String[] words = text.split(" ");
        Set<List<String>> grams = new HashSet<>();
        for (int at = 0; at + n <= words.length; at++) {
            grams.add(Arrays.asList(words).subList(at, at + n));
        }
        return grams.isEmpty() ? Set.of(List.of(words)) : grams;
    }

    private static double shared(Set<List<String>> one, Set<List<String>> other) {
        return one.stream().filter(other::contains).count();
    }

    /** "exact" or "ngram" and the overlap with the closest evaluation text, and its id; null for none. */
    static String closest(Text question, List<Text> evaluation, int n, int minWords, double least) {
        List<Match> found = new ArrayList<>();
        for (Text other : evaluation) {
            if (question.words().equals(other.words())) {
                found.add(new Match("exact", 1, other.id()));
            } else if (longEnough(question, Math.max(n, minWords)) && longEnough(other, Math.max(n, minWords))) {
                Set<List<String>> ours = grams(question.words(), n);
                Set<List<String>> theirs = grams(other.words(), n);
                double overlap = shared(ours, theirs) / Math.min(ours.size(), theirs.size());
                if (overlap >= least) {
                    found.add(new Match("ngram", overlap, other.id()));
                }
            }
        }
        return found.stream()
                .min(Comparator.comparing(Match::how)
                        .thenComparing(Match::overlap, Comparator.reverseOrder())
                        .thenComparing(Match::id))
                .map(match -> String.format("%s %.3f %s", match.how(), match.overlap(), match.id()))
                .orElse(null);
    }

    private record Match(String how, double overlap, String id) {}

    private static boolean longEnough(Text text, int words) {
        return text.words().split(" ").length >= words;
    }

    /** Member to cluster, by joining until nothing changes. */
    static TreeMap<String, String> clusters(List<Text> texts, double least) {
        TreeMap<String, String> cluster = new TreeMap<>();
        texts.forEach(text -> cluster.put(text.id(), text.id()));
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Text one : texts) {
                for (Text other : texts) {
                    if (similar(one, other, least) && cluster.get(one.id()).compareTo(cluster.get(other.id())) < 0) {
                        cluster.put(other.id(), cluster.get(one.id()));
                        changed = true;
                    }
                }
            }
        }
        List<String> alone = cluster.keySet().stream()
                .filter(id -> Collections.frequency(cluster.values(), cluster.get(id)) == 1)
                .toList();
        alone.forEach(cluster::remove);
        return cluster;
    }

    private static boolean similar(Text one, Text other, double least) {
        Set<List<String>> ours = grams(one.words(), NearDuplicates.SHINGLE);
        Set<List<String>> theirs = grams(other.words(), NearDuplicates.SHINGLE);
        double shared = shared(ours, theirs);
        return shared / (ours.size() + theirs.size() - shared) >= least;
    }
}
