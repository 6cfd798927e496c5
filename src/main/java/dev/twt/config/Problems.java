package dev.twt.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that the user hears of everything at once. */
final class Problems {
    private record Placed(Place place, String what, String fix) {}

    private final List<Placed> found = new ArrayList<>();

    void add(Place place, String what, String fix) {
        found.add(new Placed(place, what, fix));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws what was found, in the order of the places, if anything was. */
    void throwIfAny() {
        if (!isEmpty()) {
            throw new UserException(inOrder());
        }
    }

    private List<Problem> inOrder() {
        // A wrong value in teacher-defaults is met once a teacher: the same place, name and words are one problem.
        Set<String> told = new HashSet<>();
        return found.stream()
                .sorted(Comparator.comparing(Placed::place, Place.ORDER))
                .filter(p -> p.place().line() == 0
                        || told.add(p.place().source() + ":" + p.place().line() + " "
                                + p.place().name() + " " + p.what()))
                .map(p -> new Problem(p.place().text(), p.what(), p.fix()))
                .toList();
    }
}
