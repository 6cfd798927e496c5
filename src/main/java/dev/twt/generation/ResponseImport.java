package dev.twt.generation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;

import dev.twt.config.ImportSource;
import dev.twt.config.Problem;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.QuestionStore;
import dev.twt.dataset.Questions;
import dev.twt.dataset.RawRows;
import dev.twt.dataset.RejectedColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.SourceFiles;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Brings teachers' answers made elsewhere into the ledger, and the questions they answer into the workspace. Doing it
 * again adds nothing.
 */
public final class ResponseImport {
    private static final int SHOWN = 10;

    private final SparkSession spark;
    private final Workspace workspace;
    private final TaskConfig task;
    private final TaskFinder tasks;
    private final boolean strict;

    /**
     * Prepares an import; nothing happens yet.
     *
     * @param strict true: a row that cannot be used ends it before anything is added
     */
    public ResponseImport(SparkSession spark, Workspace workspace, TaskConfig task, TaskFinder tasks, boolean strict) {
        this.spark = spark;
        this.workspace = workspace;
        this.task = task;
        this.tasks = tasks;
        this.strict = strict;
    }

    /**
     * Imports all sources.
     *
     * @param questions the question files; without paths the sources bring the questions
     * @throws UserException for absent or empty files, wrong field paths, no usable row, and, if strict, any bad row
     */
    public ImportResult run(List<ImportSource> sources, QuestionsConfig questions) {
        if (sources.isEmpty()) {
            throw new UserException("import.sources", "no source is given", "Name at least one file of answers");
        }
        List<QuestionSet> sets = new ArrayList<>();
        try {
            List<Dataset<Row>> raw = raw(sources);
            sets.addAll(questionSets(sources, raw, questions));
            sets.get(0).check(strict);
            Dataset<Row> all = all(sets).persist(StorageLevel.MEMORY_AND_DISK());
            Dataset<Row> judged = ImportJoin.judged(
                            parsed(sources, raw), all, Ledger.open(spark, workspace), sources, tasks)
                    .persist(StorageLevel.MEMORY_AND_DISK());
            try {
                List<ImportFigures> figures = ImportCounts.of(judged, sources);
                check(judged, figures);
                store(sets, all, judged, figures);
                return new ImportResult(
                        questions.paths().isEmpty() ? null : sets.get(0).figures(), figures);
            } finally {
                judged.unpersist();
                all.unpersist();
            }
        } catch (Exception e) {
            throw StorageProblems.explain(e, workspace.root());
        } finally {
            sets.forEach(QuestionSet::close);
        }
    }

    private List<Dataset<Row>> raw(List<ImportSource> sources) {
        List<Dataset<Row>> raw = new ArrayList<>();
        for (ImportSource source : sources) {
            new ImportMapper(source);
            raw.add(RawRows.read(
                    spark,
                    SourceFiles.find(
                            spark.sparkContext().hadoopConfiguration(),
                            List.of(source.path()),
                            source.format(),
                            "import.sources (" + source.teacher() + ")")));
        }
        return raw;
    }

    private List<QuestionSet> questionSets(
            List<ImportSource> sources, List<Dataset<Row>> raw, QuestionsConfig questions) {
        List<QuestionSet> sets = new ArrayList<>();
        if (!questions.paths().isEmpty()) {
            sets.add(Questions.read(spark, questions, task));
        }
        for (int i = 0; i < sources.size(); i++) {
            ImportSource source = sources.get(i);
            if (source.join().equals("none")) {
                sets.add(Questions.of(
                        raw.get(i), ImportQuestions.config(source, questions.limit()), task, source.path()));
            }
        }
        if (sets.isEmpty()) {
            throw new UserException(
                    "questions.paths",
                    "no questions for the answers to join",
                    "Name the question files, or join = none");
        }
        return sets;
    }

    /** All questions; one id stands for the question of the first set that has it. */
    private static Dataset<Row> all(List<QuestionSet> sets) {
        Dataset<Row> all = sets.get(0).questions();
        for (QuestionSet more : sets.subList(1, sets.size())) {
            Dataset<Row> others = more.questions()
                    .join(
                            all.select(QuestionColumns.QUESTION_ID),
                            new String[] {QuestionColumns.QUESTION_ID},
                            "left_anti");
            all = all.union(others.select(columns(QuestionColumns.SCHEMA.fieldNames())));
        }
        return all;
    }

    private static Dataset<Row> parsed(List<ImportSource> sources, List<Dataset<Row>> raw) {
        Dataset<Row> all = null;
        for (int i = 0; i < sources.size(); i++) {
            Dataset<Row> rows =
                    raw.get(i).flatMap(new ImportParser(i, sources.get(i)), Encoders.row(ImportColumns.PARSED));
            all = all == null ? rows : all.union(rows);
        }
        return all;
    }

    private void check(Dataset<Row> judged, List<ImportFigures> figures) {
        long rejected = figures.stream().mapToLong(ImportFigures::rejectedRows).sum();
        List<Problem> problems = new ArrayList<>();
        for (ImportFigures source : figures) {
            if (source.added() + source.known() == 0) {
                problems.add(new Problem(
                        source.path(),
                        "no row can be used: " + source.rejected(),
                        "Check format, fields and join of the source for teacher " + source.teacher()));
            }
        }
        if (strict && rejected > 0) {
            for (Row row : rejected(judged).limit(SHOWN).collectAsList()) {
                problems.add(new Problem(String.valueOf(row.getString(0)), row.getString(1), "Mend or remove the row"));
            }
            problems.add(new Problem(
                    "strict", rejected + " rows cannot be used", "Mend them, or set strict = false to leave them out"));
        }
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
    }

    private static Dataset<Row> rejected(Dataset<Row> judged) {
        return judged.filter(col(ImportJoin.STATUS).equalTo(ImportJoin.REJECTED))
                .select(
                        col(ImportColumns.FILE).as(RejectedColumns.FILE),
                        col(ImportColumns.REASON).as(RejectedColumns.REASON),
                        col(ImportColumns.RAW).as(RejectedColumns.RAW));
    }

    private void store(List<QuestionSet> sets, Dataset<Row> questions, Dataset<Row> judged, List<ImportFigures> figures)
            throws IOException {
        QuestionStore store = new QuestionStore(workspace);
        store.writeQuestions(questions);
        store.writeRejected(sets.get(0).rejected(), "questions");
        store.writeRejected(rejected(judged), "import");
        if (figures.stream().allMatch(source -> source.added() == 0)) {
            return;
        }
        Dataset<Row> added = judged.filter(col(ImportJoin.STATUS).equalTo(ImportJoin.ADDED))
                .withColumn(ResponseColumns.CREATED_AT, current_timestamp())
                .select(columns(ResponseColumns.SCHEMA.fieldNames()));
        new LedgerFiles(workspace).add(added, "import-" + UUID.randomUUID());
        new Compaction(spark, workspace).run();
    }

    private static Column[] columns(String[] names) {
        return Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
    }
}
