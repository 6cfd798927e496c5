package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.CompressConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.DatasetCard;
import dev.twt.dataset.Questions;
import dev.twt.dataset.StorageProblems;
import dev.twt.distillation.CompressedStage;
import dev.twt.distillation.DistillationSets;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.compression.Choice;
import dev.twt.distillation.compression.Extracts;
import dev.twt.distillation.compression.Orders;
import dev.twt.distillation.compression.Originals;
import dev.twt.distillation.compression.Rewrites;
import dev.twt.distillation.compression.StudentTries;
import dev.twt.generation.Ledger;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import dev.twt.selection.SelectionSummary;
import dev.twt.task.RewritePrompts;
import dev.twt.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;

/** Makes the kept rationales shorter for the student, and writes the compressed stages. */
final class CompressStep {
    /** Name of the step in the record. */
    static final String NAME = "compress";

    private final RunContext run;
    private final CompressConfig config;
    private final WholeRound rounds;
    private final List<Dataset<Row>> held = new ArrayList<>();

    /** To be made before the step's record is written anew, see {@link UncertainSpend}. */
    CompressStep(RunContext run, StopSignal signal) {
        this.run = run;
        this.config = run.config().compress();
        this.rounds = new WholeRound(run, signal, new UncertainSpend(run, NAME));
    }

    Map<String, Object> run() {
        requireInputs();
        try {
            return compress();
        } finally {
            held.forEach(Dataset::unpersist);
        }
    }

    private void requireInputs() {
        if (!config.wanted()) {
            throw new UserException(
                    "compress.budgets",
                    "it is empty: nobody has said how short rationales are to become",
                    "Write compress.budgets = [0.5], see docs/compress.md");
        }
        run.workspace()
                .requireStep(
                        "examples of stage full",
                        CompressedSets.folder(run.workspace(), FullStage.STAGE),
                        "Run select first");
    }

    private Map<String, Object> compress() {
        Optional<TeacherConfig> student = Students.trying(run).map(model -> Students.asked(run, model));
        List<TeacherConfig> writers = writers();
        check(student, writers);
        Dataset<Row> full = full(run);
        Dataset<Row> questions = Questions.stored(run.spark(), run.workspace());
        Dataset<Row> originals = hold(Originals.of(full, ledger(), questions, Tasks::named));
        if (originals.isEmpty()) {
            throw new UserException(
                    CompressedSets.folder(run.workspace(), FullStage.STAGE),
                    "none of its examples was made of an answer that this workspace's ledger has",
                    "Run select first, with at least one answer kept");
        }
        Dataset<Row> orders = hold(Orders.of(
                student.map(asked -> tried(originals, asked)).orElseGet(() -> StudentTries.none(originals)),
                config,
                Tasks::named));
        Dataset<Row> open = Orders.open(orders, config);
        Dataset<Row> tries = config.asks() ? rewritten(open, writers) : Extracts.of(open, config.by());
        write(Choice.of(tries, orders, config), full, questions);
        return report(questions, student);
    }

    /** As they are asked here: one rewrite a request. */
    private List<TeacherConfig> writers() {
        return config.asks() ? writers(run) : List.of();
    }

    static List<TeacherConfig> writers(RunContext run) {
        return run.config().compress().writers(run.config().teachers()).stream()
                .map(teacher ->
                        teacher.asked(1, teacher.sampling().temperature()).withSamplesARequest(1))
                .toList();
    }

    /** Whatever cannot be opened is told before anything is asked. */
    private void check(Optional<TeacherConfig> student, List<TeacherConfig> writers) {
        List<TeacherConfig> asked = new ArrayList<>(writers);
        student.ifPresent(asked::add);
        if (!asked.isEmpty()) {
            try (Preflight preflight = new Preflight(run, asked)) {
                preflight.check();
            }
        }
    }

    static Dataset<Row> full(RunContext run) {
        return run.spark().read().parquet(CompressedSets.folder(run.workspace(), FullStage.STAGE));
    }

    private Dataset<Row> ledger() {
        return Ledger.open(run.spark(), run.workspace()).rows();
    }

    private Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(persisted);
        return persisted;
    }

    private Dataset<Row> tried(Dataset<Row> originals, TeacherConfig student) {
        Dataset<Row> requests = hold(StudentTries.requests(originals, student));
        say(String.format(Locale.ROOT, "The student tries %,d questions: %s", requests.count(), student.model()));
        rounds.ask(requests, new Round(0, List.of(student), RequestPlan.STUDENT));
        return StudentTries.add(originals, requests, ledger());
    }

    private Dataset<Row> rewritten(Dataset<Row> open, List<TeacherConfig> writers) {
        Dataset<Row> judged = run.spark().createDataFrame(List.<Row>of(), CompressedColumns.SCHEMA);
        for (int number = 0; number < config.attempts(); number++) {
            Rewrites rewrites = new Rewrites(writers, Tasks::named, number);
            Dataset<Row> requests = hold(rewrites.requests(open, judged));
            long count = requests.count();
            if (count == 0) {
                break;
            }
            say(String.format(
                    Locale.ROOT, "Try %d of %d: %,d rationales to rewrite", number + 1, config.attempts(), count));
            rounds.ask(Rewrites.questions(requests), new Round(number, writers, RequestPlan.COMPRESSED));
            judged = judged.unionByName(hold(rewrites.judged(requests, ledger())));
        }
        return judged;
    }

    private void write(Dataset<Row> table, Dataset<Row> full, Dataset<Row> questions) {
        // The table says which sets are ours: none may be there without it.
        new CompressedSets(run.spark(), run.workspace()).drop();
        try {
            table.orderBy(
                            CompressedColumns.STAGE,
                            CompressedColumns.QUESTION_ID,
                            CompressedColumns.ORIGINAL_REQUEST_ID,
                            CompressedColumns.TRY)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(run.workspace().compressed());
        } catch (Exception e) {
            // Spark throws checked exceptions that no signature names.
            throw StorageProblems.explain(e, run.workspace().compressed());
        }
        for (String stage : config.stages()) {
            Dataset<Row> taken =
                    table().where(col(CompressedColumns.STAGE).equalTo(stage).and(col(CompressedColumns.TAKEN)));
            DistillationSets.write(
                    CompressedStage.from(taken, full, ledger(), questions),
                    stage,
                    run.workspace().distill());
        }
    }

    private Dataset<Row> table() {
        return run.spark()
                .read()
                .schema(CompressedColumns.SCHEMA)
                .parquet(run.workspace().compressed());
    }

    private Map<String, Object> report(Dataset<Row> questions, Optional<TeacherConfig> student) {
        CompressSummary summary = CompressSummary.of(table());
        writeCard(questions, summary);
        run.console().say(summary.text(config));
        config.stages()
                .forEach(stage ->
                        run.console().say("The set:           " + CompressedSets.folder(run.workspace(), stage)));
        run.console().say("Every try, judged: " + run.workspace().compressed());
        Map<String, Object> figures = new LinkedHashMap<>(summary.figures());
        figures.put("by", config.by());
        figures.put("templateVersion", RewritePrompts.VERSION);
        student.ifPresent(asked -> {
            figures.put("student", Path.of(asked.model()).toString());
            figures.put("studentRevision", asked.revision());
        });
        return figures;
    }

    @SuppressWarnings("unchecked")
    private void writeCard(Dataset<Row> questions, CompressSummary summary) {
        if (!run.workspace().has(run.workspace().scored())) {
            return; // the set came from elsewhere, and so did its card
        }
        Dataset<Row> scored = run.spark().read().parquet(run.workspace().scored());
        Map<String, Long> leftOut = new LinkedHashMap<>();
        run.journal()
                .figures("select")
                .map(figures -> figures.get(SelectStep.LEFT_OUT))
                .filter(Map.class::isInstance)
                .ifPresent(counts -> ((Map<String, Number>) counts)
                        .forEach((reason, count) -> leftOut.put(reason, count.longValue())));
        SetCard card = new SetCard(run, Optional.of(summary));
        DatasetCard.write(run.workspace(), card.figures(SelectionSummary.of(scored), scored, questions, leftOut));
    }

    private void say(String text) {
        if (!run.console().quiet()) {
            run.console().say(text);
        }
    }
}
