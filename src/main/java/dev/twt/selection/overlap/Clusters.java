package dev.twt.selection.overlap;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Joins pairs to clusters, each called by its smallest member. In which order pairs come does not matter. */
final class Clusters {
    /** To a smaller member of the same cluster, in the end to the smallest, which leads to itself. */
    private final Map<String, String> smaller = new HashMap<>();

    void join(String one, String other) {
        String first = smallest(one);
        String second = smallest(other);
        int order = first.compareTo(second);
        smaller.put(order > 0 ? first : second, order > 0 ? second : first);
    }

    private String smallest(String member) {
        String at = member;
        for (String next = smaller.putIfAbsent(at, at); next != null && !next.equals(at); next = smaller.get(at)) {
            at = next;
        }
        smaller.put(member, at);
        return at;
    }

    /** Every member and its cluster, in the order of the members. */
    void forEach(BiConsumer<String, String> each) {
        Map<String, String> all = new TreeMap<>();
        for (String member : smaller.keySet().toArray(new String[0])) {
            all.put(member, smallest(member));
        }
        all.forEach(each);
    }
}
