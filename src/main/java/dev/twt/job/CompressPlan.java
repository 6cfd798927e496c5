package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.twt.config.CompressConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.Questions;
import dev.twt.dataset.ResponseColumns;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.compression.Orders;
import dev.twt.distillation.compression.Originals;
import dev.twt.distillation.compression.Rewrites;
import dev.twt.distillation.compression.StudentTries;
import dev.twt.generation.Ledger;
import dev.twt.generation.PlanColumns;
import dev.twt.task.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What twt compress would ask, in words: exactly once there is a set to start from, before that at worst. */
final class CompressPlan {
    /** Characters of a token where nobody counts, as in the rest of a plan. */
    private static final int CHARACTERS = 4;
    /** Tokens of the words round the material. */
    private static final int TEMPLATE = 200;

    private final RunContext run;
    private final CompressConfig config;

    CompressPlan(RunContext run) {
        this.run = run;
        this.config = run.config().compress();
    }

    /**
     * Lines for the screen; empty where nothing is to be made shorter.
     *
     * @param questions that are asked
     */
    Optional<String> text(Dataset<Row> questions) {
        if (!config.wanted()) {
            return Optional.empty();
        }
        if (!config.asks()) {
            return Optional.of("compress, stages " + String.join(", ", config.stages()) + ": by " + config.by()
                    + ", no teacher is asked" + student(questions.count()));
        }
        boolean selected = run.workspace().has(CompressedSets.folder(run.workspace(), FullStage.STAGE));
        return Optional.of(selected ? planned() : atWorst(questions));
    }

    private String student(long questions) {
        return Students.trying(run)
                .map(model -> String.format(
                        Locale.ROOT,
                        "; the student tries %,d questions by itself (%s%s)",
                        questions,
                        model,
                        Files.exists(model) ? "" : ", not there yet"))
                .orElse("");
    }

    /** Before selection nobody knows what is kept: every question with as many rationales as may be kept. */
    private String atWorst(Dataset<Row> questions) {
        Row sums = questions
                .agg(count(lit(1)), expr("coalesce(sum(length(question)), 0L)"))
                .first();
        long asked = sums.getLong(0);
        long rationales = asked * run.config().selection().diversity().k();
        long requests = rationales * config.stages().size();
        TeacherConfig dearest = CompressStep.writers(run).stream()
                .reduce((a, b) -> usd(a, requests, sums.getLong(1) / CHARACTERS, asked)
                                >= usd(b, requests, sums.getLong(1) / CHARACTERS, asked)
                        ? a
                        : b)
                .orElseThrow();
        double usd = usd(dearest, requests, sums.getLong(1) / CHARACTERS, asked);
        return String.format(
                Locale.ROOT,
                "compress, stages %s: at most %,d rationales, so %,d requests a try, at most %d tries; a try costs at"
                        + " most %.2f $ (by %s). Plan again after select for less of a guess%s",
                String.join(", ", config.stages()),
                rationales,
                requests,
                config.attempts(),
                usd,
                dearest.name(),
                student(asked));
    }

    private double usd(TeacherConfig writer, long requests, long questionTokens, long questions) {
        long longest = writer.sampling().maxTokens();
        long shown = Students.trying(run).isPresent() ? config.studentMaxTokens() : 0;
        long prompt = TEMPLATE + longest + shown + (questions == 0 ? 0 : questionTokens / questions);
        return writer.charged().usd(requests * prompt, 0, requests * longest);
    }

    private String planned() {
        Ledger recorded = Ledger.open(run.spark(), run.workspace());
        Dataset<Row> ledger = recorded.rows();
        Dataset<Row> originals = Originals.of(
                CompressStep.full(run), ledger, Questions.stored(run.spark(), run.workspace()), Tasks::named);
        List<TeacherConfig> writers = CompressStep.writers(run);
        Dataset<Row> requests = Rewrites.questions(new Rewrites(writers, Tasks::named, 0)
                .requests(
                        Orders.open(Orders.of(tried(originals, ledger), config, Tasks::named), config),
                        run.spark().createDataFrame(List.<Row>of(), CompressedColumns.SCHEMA)));
        String lines = requests
                .join(
                        ledger.select(col(ResponseColumns.REQUEST_ID), lit(1L).as("recorded")),
                        new String[] {ResponseColumns.REQUEST_ID},
                        "left")
                .groupBy(PlanColumns.ASKED_OF)
                .agg(
                        count(lit(1)),
                        expr("coalesce(sum(recorded), 0L)"),
                        sum(expr("if(recorded is null, length(words), 0)").cast("long")))
                .orderBy(PlanColumns.ASKED_OF)
                .collectAsList()
                .stream()
                .map(row -> line(row, writers))
                .collect(Collectors.joining("\n"));
        long questions =
                originals.select(QuestionColumns.QUESTION_ID).distinct().count();
        return "compress, stages " + String.join(", ", config.stages()) + ", first try (of at most " + config.attempts()
                + ", each at most the same again)" + student(questions) + "\n" + lines;
    }

    /** With the tries that are recorded already; without them prompts are planned as if there was none. */
    private Dataset<Row> tried(Dataset<Row> originals, Dataset<Row> ledger) {
        Optional<Path> model = Students.trying(run).filter(Files::exists);
        return model.map(there -> StudentTries.add(
                        originals, StudentTries.requests(originals, Students.asked(run, there)), ledger))
                .orElseGet(() -> StudentTries.none(originals));
    }

    private static String line(Row row, List<TeacherConfig> writers) {
        TeacherConfig writer = writers.stream()
                .filter(teacher -> teacher.name().equals(row.getString(0)))
                .findFirst()
                .orElseThrow();
        long open = row.getLong(1) - row.getLong(2);
        long prompt = row.getLong(3) / CHARACTERS;
        long most = open * writer.sampling().maxTokens();
        return String.format(
                Locale.ROOT,
                "  %s: %,d rewrites, %,d recorded; ~%,d in tokens, %,d out at most, at most %.2f $",
                writer.name(),
                row.getLong(1),
                row.getLong(2),
                prompt,
                most,
                writer.charged().usd(prompt, 0, most));
    }
}
