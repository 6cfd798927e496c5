package dev.twt.audit;

import dev.twt.dataset.DistillColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whether somebody has said under which terms the kept answers may be learned from. */
final class Licences implements Check {
    static final String NAME = "licences";

    /** Hosted models whose providers' terms restrict training other models on outputs. */
    private static final Pattern RESTRICTED =
            Pattern.compile("(^|.*/)(gpt-[0-9]|o[1-9]\\b|chatgpt|text-davinci|claude|gemini).*");

    private static final Pattern LLAMA = Pattern.compile(".*llama-?[23].*");

    private final AuditedSet set;
    private final List<TeacherTerms> teachers;

    Licences(AuditedSet set, List<TeacherTerms> teachers) {
        this.set = set;
        this.teachers = List.copyOf(teachers);
    }

    @Override
    public List<Finding> findings() {
        Map<String, Long> examples = new TreeMap<>();
        set.examples()
                .groupBy(DistillColumns.TEACHER)
                .count()
                .collectAsList()
                .forEach(row -> examples.put(String.valueOf(row.getString(0)), row.getLong(1)));
        long all = examples.values().stream().mapToLong(Long::longValue).sum();
        List<Finding> findings = new ArrayList<>();
        examples.forEach((teacher, count) -> findings.addAll(of(known(teacher), count, all)));
        return findings;
    }

    private TeacherTerms known(String name) {
        return teachers.stream()
                .filter(teacher -> teacher.name().equals(name))
                .findFirst()
                .orElseGet(() -> new TeacherTerms(name, "", ""));
    }

    private static List<Finding> of(TeacherTerms teacher, long count, long all) {
        List<Finding> findings = new ArrayList<>();
        if (teacher.licence().isBlank()) {
            findings.add(Finding.of(
                    NAME,
                    Severity.WARNING,
                    count,
                    all,
                    "examples are of " + teacher.name() + ", of whose outputs nobody has said how they may be used",
                    "Say teachers." + teacher.name() + ".licence = \"...\"; the cards carry it",
                    List.of()));
        } else {
            findings.add(Finding.none(NAME, count, teacher.name() + ": " + teacher.licence()));
        }
        String model = (teacher.model().isBlank() ? teacher.name() : teacher.model()).toLowerCase(Locale.ROOT);
        if (RESTRICTED.matcher(model).matches()) {
            findings.add(known(
                    teacher,
                    teacher.licence().isBlank() ? Severity.WARNING : Severity.NOTE,
                    count,
                    all,
                    "its provider's terms restrict training models that compete with its own on its outputs",
                    "Read them before the student leaves the house"));
        } else if (LLAMA.matcher(model).matches()) {
            findings.add(known(
                    teacher,
                    Severity.NOTE,
                    count,
                    all,
                    "Llama's licence has terms for models trained on its outputs: before 3.1 none may be but Llamas,"
                            + " since then their names have to begin with Llama",
                    "Read the licence of its version"));
        }
        return findings;
    }

    private static Finding known(
            TeacherTerms teacher, Severity severity, long count, long all, String what, String fix) {
        return Finding.of(
                NAME,
                severity,
                count,
                all,
                "examples are of " + teacher.name() + (teacher.model().isBlank() ? "" : " (" + teacher.model() + ")")
                        + ": " + what,
                fix,
                List.of());
    }
}
