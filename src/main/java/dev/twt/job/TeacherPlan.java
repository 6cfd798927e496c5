package dev.twt.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.Ledger;
import dev.twt.generation.PlanColumns;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.generation.TaskFinder;
import dev.twt.teacher.PromptCounter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is still to be asked of one teacher.
 *
 * @param requests planned
 * @param recorded of these, in the ledger already
 * @param sent HTTP requests that the open ones go in: fewer where several samples of a question go in one
 * @param promptTokens of what is sent
 * @param counted whether the prompt tokens were counted by the teacher's tokenizer; else four characters are a token
 * @param mostOutput completion tokens of the open requests at worst
 * @param likelyOutput by the mean of the answers recorded so far; empty before the first
 * @param worstUsd price at worst
 * @param seconds likely time; empty where nothing is known
 * @param tooLong open requests that do not fit the context, of the longest looked at
 */
record TeacherPlan(
        String teacher,
        long requests,
        long recorded,
        long sent,
        long promptTokens,
        boolean counted,
        long mostOutput,
        OptionalDouble likelyOutput,
        double worstUsd,
        OptionalDouble seconds,
        OptionalInt contextLength,
        long tooLong) {
    /** Longest prompts of a teacher that are counted one by one. */
    private static final int LOOKED_AT = 500;

    /** Of the teachers of a round, as they are asked in it. */
    static List<TeacherPlan> of(
            RunContext run, Dataset<Row> questions, Round round, TaskFinder tasks, Preflight preflight) {
        Ledger recorded = Ledger.open(run.spark(), run.workspace());
        Dataset<Row> ledger = recorded.rationales();
        Dataset<Row> plan = RequestPlan.of(questions, round, tasks);
        Dataset<Row> open = RequestPlan.open(plan, recorded, run.config().generation());
        Map<String, Row> planned =
                byTeacher(plan.groupBy(ResponseColumns.TEACHER).agg(count(lit(1))));
        Map<String, OpenRequests> left = OpenRequests.of(open, round.teachers());
        Map<String, Row> means =
                byTeacher(ledger.where(col(ResponseColumns.COMPLETION_TOKENS).gt(0))
                        .groupBy(ResponseColumns.TEACHER)
                        .agg(avg(ResponseColumns.COMPLETION_TOKENS)));
        return round.teachers().stream()
                .map(teacher -> new Reckoning(run, teacher, preflight.counter(teacher), tasks)
                        .plan(planned.get(teacher.name()), left.get(teacher.name()), means.get(teacher.name()), open))
                .toList();
    }

    private static Map<String, Row> byTeacher(Dataset<Row> rows) {
        Map<String, Row> map = new HashMap<>();
        rows.collectAsList().forEach(row -> map.put(row.getString(0), row));
        return map;
    }

    /** The sums of one teacher. */
    private record Reckoning(RunContext run, TeacherConfig teacher, Optional<PromptCounter> counter, TaskFinder tasks) {
        /** Multiply-adds a second that one core of a server of these years gives a batch, for a first guess of time. */
        private static final double PARAMETERS_PER_CORE_SECOND = 8e9;

        TeacherPlan plan(Row planned, OpenRequests left, Row mean, Dataset<Row> open) {
            long requests = planned == null ? 0 : planned.getLong(1);
            long openRequests = left.samples();
            long characters = left.promptCharacters();
            Lengths lengths = lengths(open, openRequests);
            long promptTokens = lengths.tokensPerCharacter().isPresent()
                    ? Math.round(characters * lengths.tokensPerCharacter().getAsDouble())
                    : characters / 4;
            long most = openRequests * teacher.sampling().maxTokens();
            OptionalDouble likely =
                    mean == null ? OptionalDouble.empty() : OptionalDouble.of(openRequests * mean.getDouble(1));
            double usd = teacher.charged().usd(promptTokens, 0, most);
            return new TeacherPlan(
                    teacher.name(),
                    requests,
                    requests - openRequests,
                    left.sent(),
                    promptTokens,
                    lengths.tokensPerCharacter().isPresent(),
                    most,
                    likely,
                    usd,
                    seconds(promptTokens, likely.orElse(most / 2.0)),
                    context(),
                    lengths.tooLong());
        }

        private OptionalDouble seconds(long promptTokens, double outputTokens) {
            OptionalLong parameters = counter.map(PromptCounter::parameters).orElse(OptionalLong.empty());
            if (parameters.isEmpty()) {
                return OptionalDouble.empty();
            }
            double rate = PARAMETERS_PER_CORE_SECOND
                    * run.spark().sparkContext().defaultParallelism()
                    / parameters.getAsLong();
            // A prompt is read in one go, several times faster a token than an answer is written.
            return OptionalDouble.of((outputTokens + promptTokens / 4.0) / rate);
        }

        private OptionalInt context() {
            return counter.map(PromptCounter::contextLength).orElse(OptionalInt.empty());
        }

        private record Lengths(OptionalDouble tokensPerCharacter, long tooLong) {}

        private Lengths lengths(Dataset<Row> open, long openRequests) {
            if (openRequests == 0 || context().isEmpty()) {
                return new Lengths(OptionalDouble.empty(), 0);
            }
            long tokens = 0;
            long characters = 0;
            long tooLong = 0;
            for (Row row : longest(open)) {
                int length = counter.orElseThrow()
                        .tokens(RequestPlan.messages(row, teacher, tasks))
                        .orElse(0);
                tokens += length;
                characters += row.<Integer>getAs(PlanColumns.PROMPT_CHARACTERS);
                if (length + teacher.sampling().maxTokens() > context().getAsInt()) {
                    tooLong++;
                }
            }
            return new Lengths(
                    characters == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) tokens / characters),
                    tooLong);
        }

        private List<Row> longest(Dataset<Row> open) {
            return open.where(col(ResponseColumns.TEACHER)
                            .equalTo(teacher.name())
                            .and(col(ResponseColumns.SAMPLE).equalTo(0)))
                    .orderBy(col(PlanColumns.PROMPT_CHARACTERS).desc(), col(ResponseColumns.REQUEST_ID))
                    .limit(LOOKED_AT)
                    .collectAsList();
        }
    }
}
