package dev.twt.job;

import dev.twt.config.RunConfig;
import dev.twt.dataset.QuestionFigures;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.dataset.Workspace;
import dev.twt.teacher.Finding;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Whether the questions can be read, told by numbers alone. */
final class QuestionsCheck {
    private static final String WHERE = "questions";
    private static final String JOBS = "twt-doctor";

    /** On a cluster whose executors never come, Spark itself would wait for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final RunConfig config;
    private final SparkSession spark;

    QuestionsCheck(RunConfig config, SparkSession spark) {
        this.config = config;
        this.spark = spark;
    }

    Finding finding() {
        if (config.questions().paths().isEmpty()) {
            return config.imports().isEmpty()
                    ? inTime(this::stored)
                    : Finding.ok(WHERE, "no files are named: the import brings them");
        }
        return inTime(this::files);
    }

    private Finding stored() {
        Workspace workspace =
                Workspace.at(config.workspace(), spark.sparkContext().hadoopConfiguration());
        return Finding.ok(WHERE, Questions.stored(spark, workspace).count() + " are stored in the workspace");
    }

    private Finding files() {
        try (QuestionSet set = Questions.read(spark, config.questions(), config.task())) {
            return of(set.figures());
        }
    }

    private Finding of(QuestionFigures figures) {
        String seen = String.format(
                "%,d questions in %,d rows, %,d rows cannot be used",
                figures.questions(), figures.rows(), figures.rejectedRows());
        if (figures.questions() == 0) {
            return Finding.fail(WHERE, seen, "Check questions.paths, questions.format and questions.fields");
        }
        if (figures.rejectedRows() == 0) {
            return Finding.ok(WHERE, seen);
        }
        return config.strict()
                ? Finding.fail(WHERE, seen, "See twt plan for the reasons; mend the rows or set strict = false")
                : Finding.warn(WHERE, seen, "See twt plan for the reasons; a run leaves the rows out");
    }

    private Finding inTime(Supplier<Finding> check) {
        FutureTask<Finding> task = new FutureTask<>(() -> {
            spark.sparkContext().setJobGroup(JOBS, "twt doctor reads the questions", true);
            return check.get();
        });
        Thread thread = new Thread(task, JOBS);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            spark.sparkContext().cancelJobGroup(JOBS);
            return Finding.fail(
                    WHERE,
                    "they were not read within " + LONGEST.toMinutes() + " minutes",
                    "See on Spark's pages whether executors came; a large file may simply take longer");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
