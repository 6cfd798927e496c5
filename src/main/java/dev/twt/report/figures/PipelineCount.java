package dev.twt.report.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * What one step of the run left.
 *
 * @param step its command
 * @param what is counted
 * @param count of them; null where the step has not run
 * @param note more of it, in words; may be empty
 */
public record PipelineCount(String step, String what, Long count, String note) {
    static List<PipelineCount> of(
            Long questions,
            List<Spending> spending,
            SelectionFigures selection,
            List<SetFigures> sets,
            List<StudentFigures> students,
            EvaluationFigures evaluation) {
        List<Spending> rationales =
                spending.stream().filter(s -> s.purpose().equals("full")).toList();
        List<PipelineCount> counts = new ArrayList<>();
        counts.add(new PipelineCount("generate", "questions", questions, ""));
        counts.add(new PipelineCount(
                "generate",
                "answers asked for",
                rationales.isEmpty()
                        ? null
                        : Long.valueOf(rationales.stream()
                                .mapToLong(Spending::requests)
                                .sum()),
                rationales.isEmpty()
                        ? ""
                        : rationales.stream().map(Spending::teacher).distinct().count() + " teachers"));
        counts.add(selected(selection, "came to their end", selection == null ? 0 : selection.answered(), ""));
        counts.add(selected(
                selection,
                "good enough",
                selection == null ? 0 : selection.accepted(),
                selection == null ? "" : "for " + Words.count(selection.questionsAccepted()) + " questions"));
        counts.add(selected(
                selection,
                "kept",
                selection == null ? 0 : selection.kept(),
                selection == null ? "" : "for " + Words.count(selection.questionsCovered()) + " questions"));
        sets.forEach(set -> counts.add(
                new PipelineCount(step(set.stage()), "examples, stage " + set.stage(), set.examples(), heldOut(set))));
        if (sets.stream().noneMatch(set -> step(set.stage()).equals("compress"))) {
            counts.add(new PipelineCount("compress", "shorter examples", null, ""));
        }
        long done = students.stream()
                .flatMap(student -> student.stages().stream())
                .filter(StudentFigures.Stage::done)
                .count();
        counts.add(new PipelineCount(
                "train", "stages trained", students.isEmpty() ? null : Long.valueOf(done), studentNames(students)));
        counts.add(new PipelineCount(
                "evaluate",
                "answers judged",
                evaluation == null
                        ? null
                        : Long.valueOf(evaluation.answerers().stream()
                                .mapToLong(EvaluationFigures.Answerer::answers)
                                .sum()),
                evaluation == null ? "" : "of " + evaluation.answerers().size() + " answerers"));
        return counts;
    }

    private static PipelineCount selected(SelectionFigures selection, String what, long count, String note) {
        return new PipelineCount("select", what, selection == null ? null : Long.valueOf(count), note);
    }

    private static String step(String stage) {
        return stage.equals("full") || stage.equals("free") ? "select" : "compress";
    }

    private static String heldOut(SetFigures set) {
        return set.heldOut() == 0 ? "" : Words.count(set.heldOut()) + " of them held out";
    }

    private static String studentNames(List<StudentFigures> students) {
        return students.isEmpty() ? "" : "of " + students.size() + (students.size() == 1 ? " student" : " students");
    }
}
