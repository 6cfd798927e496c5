package dev.twt.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the block {@code rounds}. */
final class RoundsReader {
    private static final int MOST = 100;

    private final Block block;
    private final List<TeacherConfig> teachers;
    private final boolean imports;

    private RoundsReader(Block block, List<TeacherConfig> teachers, boolean imports) {
        this.block = block;
        this.teachers = teachers;
        this.imports = imports;
    }

    /**
     * Reads it.
     *
     * @param teachers all of the run
     * @param imports whether answers are imported, so that a round may ask nobody
     */
    static RoundsConfig read(Block block, List<TeacherConfig> teachers, boolean imports) {
        return new RoundsReader(block, teachers, imports).read();
    }

    private RoundsConfig read() {
        RoundsConfig rounds = new RoundsConfig(
                (int) block.leaf("most").whole(1, MOST),
                (int) block.leaf("samples").whole(0, TeacherReader.MOST_SAMPLES),
                temperatures(),
                escalation());
        checkMost(rounds);
        checkEscalation(rounds);
        checkRepetition(rounds);
        checkTogether(rounds);
        return rounds;
    }

    private List<Double> temperatures() {
        return block.leaf("temperatures").items().stream()
                .map(item -> item.number(Range.between(0, TeacherReader.HOTTEST)))
                .toList();
    }

    private List<List<String>> escalation() {
        List<List<String>> entries = new ArrayList<>();
        for (Leaf entry : block.leaf("escalation").items()) {
            entries.add(names(entry, entries.isEmpty()));
        }
        return entries;
    }

    private List<String> names(Leaf entry, boolean first) {
        List<String> names = new ArrayList<>();
        for (Leaf item : entry.items()) {
            String name = item.filled();
            if (names.contains(name)) {
                item.reject("the teacher " + name + " is named twice in one entry", "Name it once");
            }
            checkName(item, name);
            names.add(name);
        }
        if (names.isEmpty() && !first) {
            entry.reject("an entry names no teacher, so its round would ask nobody", "Name a teacher, or take it out");
        } else if (names.isEmpty() && !imports) {
            entry.reject(
                    "the first entry names no teacher, and no answers are imported",
                    "Name a teacher, or say by import.sources where answers are");
        }
        return names;
    }

    private void checkName(Leaf item, String name) {
        List<String> known = teachers.stream().map(TeacherConfig::name).toList();
        if (known.contains(name)) {
            return;
        }
        item.reject(
                "there is no teacher " + name,
                Nearest.meant(name, known)
                        + (known.isEmpty() ? "Add it under teachers" : "Teachers: " + String.join(", ", known)));
    }

    private void checkMost(RoundsConfig rounds) {
        int most = rounds.most();
        if (rounds.escalation().size() > most) {
            block.leaf("escalation")
                    .reject(
                            "it has " + rounds.escalation().size() + " entries, and there "
                                    + (most == 1 ? "is 1 round" : "are " + most + " rounds") + " at most",
                            "Set rounds.most = " + rounds.escalation().size() + " or more, or take entries out");
        }
        if (rounds.temperatures().size() > most - 1) {
            block.leaf("temperatures")
                    .reject(
                            "it has " + rounds.temperatures().size() + " temperatures for " + (most - 1)
                                    + " further rounds",
                            "Set rounds.most = " + (rounds.temperatures().size() + 1) + " or more, or take some out");
        }
        if (most == 1 && rounds.samples() > 0) {
            block.leaf("samples")
                    .reject(
                            "with rounds.most = 1 there is no further round",
                            "Set rounds.most = 2 or more, or leave it out");
        }
    }

    private void checkEscalation(RoundsConfig rounds) {
        if (rounds.escalation().isEmpty()) {
            return;
        }
        Set<String> named = new HashSet<>();
        rounds.escalation().forEach(named::addAll);
        teachers.stream()
                .map(TeacherConfig::name)
                .filter(name -> !named.contains(name))
                .forEach(name -> block.leaf("escalation")
                        .reject(
                                "the teacher " + name + " is in no entry, so nobody would ask it",
                                "Add it to an entry, or take teachers." + name + " out"));
    }

    /** Greedy answers are the same again, or nearly so, and are paid again. */
    private void checkRepetition(RoundsConfig rounds) {
        Set<String> greedy = new HashSet<>();
        Set<String> told = new HashSet<>();
        for (int round = 0; round < rounds.most(); round++) {
            for (TeacherConfig teacher : rounds.asked(round, teachers)) {
                boolean again =
                        isGreedy(teacher) && (!greedy.add(teacher.name()) || (round > 0 && teacher.samples() > 1));
                if (again && told.add(teacher.name())) {
                    block.leaf("temperatures")
                            .reject(
                                    "in round " + (round + 1) + " the teacher " + teacher.name()
                                            + " would be asked again at temperature 0 and answer the same again",
                                    "Set rounds.temperatures = [0.8], or teachers." + teacher.name()
                                            + ".sampling.temperature above 0");
                }
            }
        }
    }

    /** Recorded answers are no matter of temperature, and servers that take none are told so by extra-body. */
    private static boolean isGreedy(TeacherConfig teacher) {
        return teacher.sampling().temperature() == 0
                && !teacher.backend().equals("replay")
                && !teacher.endpoint().extraBody().contains("\"temperature\"");
    }

    private void checkTogether(RoundsConfig rounds) {
        if (rounds.samples() > 0 && rounds.further()) {
            rounds.asked(rounds.most() - 1, teachers).stream()
                    .filter(TeacherConfig::asksTooMuchTogether)
                    .forEach(teacher -> block.leaf("samples")
                            .reject(
                                    teacher.answersARequest() + " answers of " + teacher.name()
                                            + " in one request are more than its limits.tokens-per-minute lets through",
                                    "Lower it, or teachers." + teacher.name() + ".samples-a-request"));
        }
    }
}
