package dev.twt.config;

import java.util.List;

/**
 * Rejection sampling as a loop: how often, how and by whom questions are asked that have too few good answers. Rounds are
 * numbered from 0, as in the ledger.
 *
 * @param most rounds at most; 1 asks every question once
 * @param samples answers asked of each teacher in a further round, 0 for the teacher's own number
 * @param temperatures of the further rounds, the last one holding for all that follow; empty for the teacher's own
 * @param escalation names of the teachers of each round, the last entry holding for all that follow; empty for all
 *     teachers in every round
 */
public record RoundsConfig(int most, int samples, List<Double> temperatures, List<List<String>> escalation) {
    public RoundsConfig {
        temperatures = List.copyOf(temperatures);
        escalation = escalation.stream().map(List::copyOf).toList();
    }

    /** Whether there may be more than one round. */
    public boolean further() {
        return most > 1;
    }

    /**
     * Who is asked in a round, as it is asked there, in the order of the configuration.
     *
     * @param round from 0
     * @param teachers all of the run
     */
    public List<TeacherConfig> asked(int round, List<TeacherConfig> teachers) {
        return teachers.stream()
                .filter(teacher -> escalation.isEmpty() || entry(round).contains(teacher.name()))
                .map(teacher -> round == 0 ? teacher : furtherAsked(round, teacher))
                .toList();
    }

    private List<String> entry(int round) {
        return escalation.get(Math.min(round, escalation.size() - 1));
    }

    private TeacherConfig furtherAsked(int round, TeacherConfig teacher) {
        double temperature = temperatures.isEmpty()
                ? teacher.sampling().temperature()
                : temperatures.get(Math.min(round, temperatures.size()) - 1);
        return teacher.asked(samples == 0 ? teacher.samples() : samples, temperature);
    }
}
