package dev.twt.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole configuration of a run, typed and checked. Keys and defaults stand in {@code reference.conf}.
 *
 * @param workspace folder that receives everything a run leaves: local path, {@code hdfs://} or {@code s3a://}
 * @param strict true: a bad row ends the run; false: it is counted and written to {@code rejected/}
 * @param seed base of every random choice
 * @param questions where the questions are and how their fields are named
 * @param task how questions without a task of their own are treated
 * @param teachers the teachers in the order of the file; names are unique
 * @param budget what all answers of the workspace may cost
 * @param generation how requests are fanned out and recorded
 * @param rounds how often and by whom questions are asked that have too few good answers
 * @param imports teachers' answers made elsewhere
 * @param embedding sentence embeddings of rationales
 * @param selection Dual-Criteria Rejection Sampling
 * @param code how programs of code questions are run against their tests
 * @param decontaminate which questions are kept out of the distillation set
 * @param split which part of a distillation set is held out
 * @param export how distillation sets are handed to other tools
 * @param compress how kept rationales are made shorter
 * @param train how a student is trained
 * @param grid which students are trained side by side
 * @param evaluate who is measured, on which questions
 * @param report what the report shows
 * @param rehearse how the server of a rehearsal behaves
 * @param spark the session to make where none was given by spark-submit
 */
public record RunConfig(
        String workspace,
        boolean strict,
        long seed,
        QuestionsConfig questions,
        TaskConfig task,
        List<TeacherConfig> teachers,
        BudgetConfig budget,
        GenerationConfig generation,
        RoundsConfig rounds,
        List<ImportSource> imports,
        EmbeddingConfig embedding,
        SelectionConfig selection,
        CodeConfig code,
        DecontaminateConfig decontaminate,
        SplitConfig split,
        ExportConfig export,
        CompressConfig compress,
        TrainConfig train,
        GridConfig grid,
        EvaluateConfig evaluate,
        ReportConfig report,
        RehearseConfig rehearse,
        SparkConfig spark) {
    public RunConfig {
        teachers = List.copyOf(teachers);
        imports = List.copyOf(imports);
    }

    /** Environment variables with keys of teachers and of models that are evaluated; no other program has need of them. */
    public Set<String> secretVariables() {
        return Stream.concat(teachers.stream(), evaluate.models().stream())
                .flatMap(teacher -> teacher.endpoint().secretVariables())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Another run with the same keys but these. */
    public RunConfig with(String newWorkspace, QuestionsConfig newQuestions, List<TeacherConfig> newTeachers) {
        return new RunConfig(
                newWorkspace,
                strict,
                seed,
                newQuestions,
                task,
                newTeachers,
                budget,
                generation,
                rounds,
                imports,
                embedding,
                selection,
                code,
                decontaminate,
                split,
                export,
                compress,
                train,
                grid,
                evaluate,
                report,
                rehearse,
                spark);
    }
}
