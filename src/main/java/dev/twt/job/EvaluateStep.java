package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.EvaluateConfig;
import dev.twt.config.RunConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.QuestionFigures;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.dataset.StorageProblems;
import dev.twt.evaluation.Answerer;
import dev.twt.evaluation.Answers;
import dev.twt.evaluation.AskedQuestions;
import dev.twt.evaluation.JudgedAnswers;
import dev.twt.evaluation.LabelledQuestions;
import dev.twt.generation.Ledger;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import dev.twt.sandbox.CodeJudge;
import dev.twt.selection.verification.ProgramVerdicts;
import dev.twt.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;

/** Asks answerers the labelled questions, judges what they said, and says what it amounts to. */
final class EvaluateStep {
    /** Name of the step in the record. */
    static final String NAME = "evaluate";

    /** The block of the labelled set. */
    static final String QUESTIONS = "evaluate.questions";
    /** What stands before a name in messages. */
    static final String ANSWERER = "answerer ";

    private final RunContext run;
    private final EvaluateConfig config;
    private final StopSignal signal;
    private final UncertainSpend uncertain;
    private final boolean onlyThoseThere;
    private final List<Dataset<Row>> held = new ArrayList<>();

    /** To be made before the step's record is written anew, see {@link UncertainSpend}. */
    EvaluateStep(RunContext run, StopSignal signal) {
        this(run, signal, false);
    }

    private EvaluateStep(RunContext run, StopSignal signal, boolean onlyThoseThere) {
        this.run = run;
        this.config = run.config().evaluate();
        this.signal = signal;
        this.uncertain = new UncertainSpend(run, NAME);
        this.onlyThoseThere = onlyThoseThere;
    }

    /** As the end of a whole run: students that are named and not trained are said and left out, not refused. */
    static EvaluateStep ofThoseThere(RunContext run, StopSignal signal) {
        return new EvaluateStep(run, signal, true);
    }

    Map<String, Object> run() {
        if (config.questions().paths().isEmpty()) {
            throw new UserException(
                    QUESTIONS,
                    "nobody has said which labelled questions are asked",
                    "Write evaluate.questions = FILE, or say --questions FILE");
        }
        List<Answerer> answerers = answerers();
        if (answerers.isEmpty()) {
            return Map.of();
        }
        try (QuestionSet set =
                Questions.read(run.spark(), config.questions(), run.config().task(), QUESTIONS)) {
            set.check(run.config().strict());
            return evaluate(set, answerers);
        } finally {
            held.forEach(Dataset::unpersist);
        }
    }

    private List<Answerer> answerers() {
        Answerers named = new Answerers(run);
        if (!onlyThoseThere) {
            return named.named();
        }
        if (!named.missing().isEmpty()) {
            run.console()
                    .note("Not evaluated, for they are not there: " + String.join(", ", named.missing())
                            + ". Say twt evaluate once they are.");
        }
        return named.there();
    }

    private Map<String, Object> evaluate(QuestionSet set, List<Answerer> answerers) {
        Dataset<Row> labelled = hold(LabelledQuestions.of(set.questions()));
        long asked = labelled.count();
        long unlabelled = set.questions().count() - asked;
        sayWhatIsLeftOut(set.figures(), asked, unlabelled);
        boolean code =
                !labelled.where(col(QuestionColumns.TASK).equalTo(Tasks.CODE)).isEmpty();
        if (code) {
            requireSandbox();
        }
        check(answerers);
        Dataset<Row> judged = hold(judged(labelled, answerers, code));
        write(judged, answerers);
        return new EvaluationResults(run, answerers, asked, unlabelled).of(judged);
    }

    private void sayWhatIsLeftOut(QuestionFigures figures, long asked, long unlabelled) {
        if (asked == 0) {
            throw new UserException(
                    QUESTIONS,
                    "none of its " + unlabelled + " questions has a right answer that its task can read",
                    "Name the field: evaluate.questions.fields.gold = ..., for code evaluate.questions.fields.tests ="
                            + " ...; or set task.default-type");
        }
        if (figures.rejectedRows() > 0) {
            run.console()
                    .note(figures.rejectedRows() + " of " + figures.rows() + " rows of " + QUESTIONS
                            + " were left out: " + figures.rejected());
        }
        if (unlabelled > 0) {
            run.console()
                    .note(unlabelled + " of " + (asked + unlabelled)
                            + " questions have no right answer that their task can read, and are not asked");
        }
    }

    /** Programs are run on executors; where these are this machine, whether they can be is seen before money is spent. */
    private void requireSandbox() {
        if (run.config().code().sandbox().equals("off")) {
            throw new UserException(
                    "code.sandbox",
                    "it is off, and answers to questions of code can be judged by running them alone",
                    "Say code.sandbox = auto, or leave questions of code out");
        }
        if (run.spark().sparkContext().isLocal()) {
            try {
                CodeJudge.open(run.config().code());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the sandbox was tried", e);
            }
        }
    }

    private void check(List<Answerer> answerers) {
        try (Preflight preflight = new Preflight(run, models(answerers), ANSWERER)) {
            preflight.check();
        }
    }

    private static List<TeacherConfig> models(List<Answerer> answerers) {
        return answerers.stream().map(Answerer::model).toList();
    }

    private Dataset<Row> judged(Dataset<Row> labelled, List<Answerer> answerers, boolean code) {
        Dataset<Row> asked = AskedQuestions.of(labelled, answerers, Tasks::named);
        Round round = new Round(0, models(answerers), RequestPlan.EVALUATE);
        new WholeRound(withAnswerers(answerers), signal, uncertain).ask(asked, round);
        Dataset<Row> ledger = Ledger.open(run.spark(), run.workspace()).rows();
        Dataset<Row> answers = hold(Answers.of(RequestPlan.of(asked, round, Tasks::named), ledger, labelled));
        Dataset<Row> tested = code
                ? ProgramVerdicts.add(
                        answers, labelled, run.config().code(), run.workspace().verdicts(), this::sayRun)
                : ProgramVerdicts.none(answers);
        return JudgedAnswers.of(tested, run.config().task().equivalenceTimeout());
    }

    /** Whoever is asked is a teacher of the run while it is. */
    private RunContext withAnswerers(List<Answerer> answerers) {
        RunConfig all = run.config();
        List<TeacherConfig> teachers = new ArrayList<>(models(answerers));
        all.teachers().stream()
                .filter(teacher -> teachers.stream().noneMatch(one -> one.name().equals(teacher.name())))
                .forEach(teachers::add);
        return new RunContext(
                all.with(all.workspace(), all.questions(), teachers),
                run.spark(),
                run.workspace(),
                run.console(),
                run.journal());
    }

    private void sayRun(long done, long total) {
        if (!run.console().quiet()) {
            run.console().say(String.format(Locale.ROOT, "ran %,d of %,d programs", done, total));
        }
    }

    private Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(persisted);
        return persisted;
    }

    private void write(Dataset<Row> judged, List<Answerer> answerers) {
        for (Answerer answerer : answerers) {
            String folder = run.workspace().evaluated() + "/" + EvaluationColumns.ANSWERER + "=" + answerer.name();
            try {
                judged.where(col(EvaluationColumns.ANSWERER).equalTo(answerer.name()))
                        .drop(EvaluationColumns.ANSWERER)
                        .orderBy(EvaluationColumns.QUESTION_ID, EvaluationColumns.SAMPLE)
                        .write()
                        .mode(SaveMode.Overwrite)
                        .parquet(folder);
            } catch (Exception e) {
                // Spark throws checked exceptions that no signature names.
                throw StorageProblems.explain(e, folder);
            }
        }
    }
}
