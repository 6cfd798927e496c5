package dev.twt.selection.diversity;

import dev.twt.config.DiversityConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the plans of this package have to pick, by plain loops over the candidates of one question. */
final class PlainPicks {
    static final double CLOSE = 1e-9;

    private PlainPicks() {}

    /** A candidate; in a list of them the first is of rank 1. */
    record Member(String teacher, float[] vector, Set<String> words) {}

    /** Ranks in the order they are picked in. */
    static List<Integer> of(List<Member> members, DiversityConfig config) {
        List<Integer> picks = new ArrayList<>();
        double least = Double.MAX_VALUE;
        for (int i = 0; i < members.size(); i++) {
            for (int j = i + 1; j < members.size(); j++) {
                double alike = alike(members.get(i), members.get(j), config);
                if (alike < least - CLOSE) {
                    least = alike;
                    picks = new ArrayList<>(List.of(i + 1, j + 1));
                }
            }
        }
        while (picks.size() < Math.min(config.k(), members.size())) {
            picks.add(farthest(members, picks, config));
        }
        return picks;
    }

    private static int farthest(List<Member> members, List<Integer> picks, DiversityConfig config) {
        int best = -1;
        double least = Double.MAX_VALUE;
        for (int i = 1; i <= members.size(); i++) {
            Member member = members.get(i - 1);
            double nearest = picks.stream()
                    .mapToDouble(pick -> alike(member, members.get(pick - 1), config))
                    .max()
                    .orElseThrow();
            if (!picks.contains(i) && nearest < least - CLOSE) {
                least = nearest;
                best = i;
            }
        }
        return best;
    }

    static double most(List<Member> members, List<Integer> picks, DiversityConfig config) {
        double most = -2;
        for (int i : picks) {
            for (int j : picks) {
                most = i == j ? most : Math.max(most, similarity(members.get(i - 1), members.get(j - 1), config));
            }
        }
        return most;
    }

    private static double alike(Member one, Member other, DiversityConfig config) {
        boolean worse =
                config.teachers().equals("different-first") && one.teacher().equals(other.teacher());
        return similarity(one, other, config) + (worse ? 4 : 0);
    }

    private static double similarity(Member one, Member other, DiversityConfig config) {
        return config.similarity().equals("words")
                ? jaccard(grams(one.words()), grams(other.words()))
                : cosine(one.vector(), other.vector());
    }

    private static Set<String> grams(Set<String> words) {
        List<String> list = List.copyOf(new ArrayList<>(words));
        Set<String> grams = new TreeSet<>(list);
        for (int i = 0; i + 1 < list.size(); i++) {
            grams.add(list.get(i) + " " + list.get(i + 1));
        }
        return grams;
    }

    private static double jaccard(Set<String> one, Set<String> other) {
        Set<String> shared = new TreeSet<>(one);
        shared.retainAll(other);
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return (double) shared.size() / all.size();
    }

    private static double cosine(float[] left, float[] right) {
        double dot = 0;
        double squaresLeft = 0;
        double squaresRight = 0;
        for (int d = 0; d < left.length; d++) {
            dot += (double) left[d] * right[d];
            squaresLeft += (double) left[d] * left[d];
            squaresRight += (double) right[d] * right[d];
        }
        return dot / Math.sqrt(squaresLeft * squaresRight);
    }
}
