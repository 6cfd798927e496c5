package dev.twt.report.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.RunConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.StepRecord;
import dev.twt.dataset.StoragePaths;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Gathers what a workspace holds. Large tables are counted on the cluster; what comes to the driver is small. */
public final class WorkspaceFigures {
    private static final String PARQUET = ".parquet";

    private final SparkSession spark;
    private final Workspace workspace;
    private final RunConfig config;
    private final RejectionRule rejection;
    private final Findings findings;

    /**
     * @param config for the number of samples, the bootstrap and where students are; what was run is told by run.json
     * @param stopped whether the user has asked to stop
     */
    public WorkspaceFigures(
            SparkSession spark,
            Workspace workspace,
            RunConfig config,
            RejectionRule rejection,
            BooleanSupplier stopped) {
        this.spark = spark;
        this.workspace = workspace;
        this.config = config;
        this.rejection = rejection;
        this.findings = new Findings(stopped);
    }

    /** Reads all parts; what cannot be read is told in {@code problems}. */
    public ReportFigures read(RunRecord record) {
        JsonNode effective = json(record.config());
        Optional<Dataset<Row>> questions = table("questions", workspace.questions(), QuestionColumns.SCHEMA);
        Long asked = questions
                .map(rows -> findings.read("questions/", (Long) null, rows::count))
                .orElse(null);
        List<Spending> spending = spending();
        Optional<Dataset<Row>> scored = scored();
        Chosen chosen = scored.map(rows -> chosen(rows, questions, record, effective))
                .orElseGet(() -> new Chosen(null, List.of()));
        SelectionFigures selection = chosen.selection();
        List<SetFigures> sets = table("distillation sets", workspace.distill(), null)
                .map(rows -> findings.read("distill/", List.<SetFigures>of(), () -> SetFigures.of(rows)))
                .orElse(List.of());
        List<CompressionFigures> compression = table(
                        "shorter rationales", workspace.compressed(), CompressedColumns.SCHEMA)
                .map(rows ->
                        findings.read("compressed/", List.<CompressionFigures>of(), () -> CompressionFigures.of(rows)))
                .orElse(List.of());
        List<StudentFigures> students = students();
        EvaluationFigures evaluation = evaluation(effective, spending);
        return new ReportFigures(
                ReportFigures.FORMAT,
                Instant.now().toString(),
                workspace.root(),
                Headline.of(evaluation, selection, requests(spending)),
                PipelineCount.of(asked, spending, selection, sets, students, evaluation),
                spending,
                selection,
                sweeps(),
                sets,
                compression,
                students,
                evaluation,
                chosen.samples(),
                Lineage.of(record, effective),
                findings.missing(),
                findings.problems());
    }

    private static long requests(List<Spending> spending) {
        return spending.stream()
                .filter(one -> one.purpose().equals("full"))
                .mapToLong(Spending::requests)
                .sum();
    }

    private JsonNode json(String config) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return mapper.readTree(config);
        } catch (JsonProcessingException e) {
            findings.problem("run.json", "its configuration is not JSON");
            return mapper.createObjectNode();
        }
    }

    /** A table of the workspace, or empty where a step has not left it. */
    private Optional<Dataset<Row>> table(String what, String folder, StructType schema) {
        if (!workspace.has(folder)) {
            findings.missing(what, "no step has written " + new Path(folder).getName() + "/ yet");
            return Optional.empty();
        }
        return findings.read(new Path(folder).getName() + "/", Optional.empty(), () -> {
            var reader = spark.read().option("pathGlobFilter", "*" + PARQUET);
            return Optional.of(
                    schema == null
                            ? reader.parquet(folder)
                            : reader.schema(schema).parquet(folder));
        });
    }

    private List<Spending> spending() {
        return table("teachers' answers", workspace.responses(), ResponseColumns.SCHEMA)
                .map(rows -> findings.read("responses/", List.<Spending>of(), () -> Spending.of(rows)))
                .orElse(List.of());
    }

    private Optional<Dataset<Row>> scored() {
        return table("scored answers", workspace.scored(), null);
    }

    /** What comes from the scored answers. */
    private record Chosen(SelectionFigures selection, List<SampleQuestion> samples) {}

    private Chosen chosen(Dataset<Row> scored, Optional<Dataset<Row>> questions, RunRecord record, JsonNode effective) {
        return findings.read("scored/", new Chosen(null, List.of()), () -> {
            try (QuestionCounts counts = new QuestionCounts(scored, rejection.accepted())) {
                return new Chosen(
                        selection(scored, counts, record, effective),
                        new SampleQuestions(rejection.words())
                                .of(
                                        scored,
                                        counts.rows(),
                                        questions.orElse(null),
                                        record.seed(),
                                        config.report().samples()));
            }
        });
    }

    private SelectionFigures selection(
            Dataset<Row> scored, QuestionCounts counts, RunRecord record, JsonNode effective) {
        StepRecord step = record.steps().get("select");
        Object rule = step == null ? null : step.figures().get("rule");
        JsonNode threshold = effective.at("/selection/quality/threshold");
        return SelectionFigures.of(
                scored,
                counts,
                rejection,
                rule == null ? null : rule.toString(),
                threshold.isNumber() ? Known.number(threshold.doubleValue()) : null);
    }

    private List<SweepFigures> sweeps() {
        List<SweepFigures> all = new ArrayList<>();
        findings.read("sweeps/", List.<String>of(), this::sweepFiles)
                .forEach(name -> findings.read(
                                "sweeps/" + name,
                                Optional.<SweepFigures>empty(),
                                () -> Optional.of(SweepFigures.read(workspace, name)))
                        .filter(sweep -> !sweep.points().isEmpty())
                        .ifPresent(all::add));
        if (all.isEmpty()) {
            findings.missing("sweeps of a threshold", "select --sweep was not called");
        }
        return all;
    }

    private List<String> sweepFiles() {
        try {
            return StoragePaths.files(new Path(workspace.root(), "sweeps"), ".csv", workspace.configuration()).stream()
                    .map(file -> file.getPath().getName())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<StudentFigures> students() {
        String elsewhere = config.train().workDir();
        String folder = elsewhere.isBlank()
                ? workspace.students()
                : java.nio.file.Path.of(elsewhere)
                        .toAbsolutePath()
                        .resolve("students")
                        .toUri()
                        .toString();
        List<StudentFigures> all = findings.read(
                "students/", List.of(), () -> new TrainedStudents(folder, workspace.configuration(), findings).read());
        if (all.isEmpty()) {
            findings.missing("trained students", "train has not run");
        }
        return all;
    }

    private EvaluationFigures evaluation(JsonNode effective, List<Spending> spending) {
        Set<String> teachers = names(effective.path("teachers"));
        spending.stream().filter(one -> one.purpose().equals("full")).forEach(one -> teachers.add(one.teacher()));
        Set<String> models = names(effective.at("/evaluate/models"));
        return table("evaluated answers", workspace.evaluated(), EvaluationColumns.SCHEMA)
                .map(rows -> findings.read(
                        "evaluations/",
                        (EvaluationFigures) null,
                        () -> new EvaluatedAnswers(
                                        rows,
                                        teachers,
                                        models,
                                        config.evaluate().resamples(),
                                        config.seed())
                                .figures()))
                .orElse(null);
    }

    private static Set<String> names(JsonNode block) {
        Set<String> names = new HashSet<>();
        block.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
