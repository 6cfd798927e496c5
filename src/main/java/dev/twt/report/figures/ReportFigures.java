package dev.twt.report.figures;

import java.util.List;

/**
 * All that a report tells, as {@code report.json} holds it; its schema is {@code report.schema.json}. What a step that has
 * not run would have left is null or empty, and named in {@code missing}.
 *
 * @param format of this record
 * @param createdAt when the report was made, ISO 8601
 * @param workspace where what it tells of lies
 * @param headline what came out
 * @param pipeline counts at each step
 * @param spending requests, tokens and cost of each answerer and purpose
 * @param selection what DCRS did; null before select
 * @param sweeps other values of keys of selection
 * @param sets the distillation sets
 * @param compression the compressed stages
 * @param students trainings
 * @param evaluation accuracy against tokens; null before evaluate
 * @param samples questions to be read
 * @param lineage what all this was made from and with
 * @param missing steps that have not run, and what they would have shown
 * @param problems parts of the workspace that could not be read
 */
public record ReportFigures(
        int format,
        String createdAt,
        String workspace,
        Headline headline,
        List<PipelineCount> pipeline,
        List<Spending> spending,
        SelectionFigures selection,
        List<SweepFigures> sweeps,
        List<SetFigures> sets,
        List<CompressionFigures> compression,
        List<StudentFigures> students,
        EvaluationFigures evaluation,
        List<SampleQuestion> samples,
        Lineage lineage,
        List<Gap> missing,
        List<Gap> problems) {
    /** What this version writes. */
    public static final int FORMAT = 1;

    public ReportFigures {
        pipeline = List.copyOf(pipeline);
        spending = List.copyOf(spending);
        sweeps = List.copyOf(sweeps);
        sets = List.copyOf(sets);
        compression = List.copyOf(compression);
        students = List.copyOf(students);
        samples = List.copyOf(samples);
        missing = List.copyOf(missing);
        problems = List.copyOf(problems);
    }
}
