package dev.twt.generation.governor;

import java.util.Map;

/**
 * A run's requests and spending at one moment.
 *
 * @param teachers by name
 * @param spending of all teachers, earlier runs' spending included
 */
public record GovernorFigures(Map<String, TeacherFigures> teachers, SpendingFigures spending) {
    public GovernorFigures {
        teachers = Map.copyOf(teachers);
    }

    /** Where nothing is counted. */
    static GovernorFigures none() {
        return new GovernorFigures(Map.of(), SpendingFigures.of(new Account(Amount.NONE)));
    }
}
