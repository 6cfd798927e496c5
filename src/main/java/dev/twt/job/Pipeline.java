package dev.twt.job;

import dev.twt.audit.Severity;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a run, as the sub-commands and notebooks call them. Each step leaves its result in the workspace, and
 * doing it again does only what is missing.
 *
 * <p>A step throws {@link dev.twt.config.UserException} for what the user has to mend and
 * {@link dev.twt.config.StoppedEarly} where it ended on purpose with everything kept.
 */
public interface Pipeline extends AutoCloseable {
    /** Prints requests, tokens, cost, time and every problem of config and data; asks no teacher. */
    void plan();

    /**
     * Checks everything that a run needs and prints what was seen; asks each server once, for a few tokens. Leaves
     * nothing in the workspace.
     */
    void doctor();

    /** Brings teachers' answers made elsewhere into the ledger. */
    void importResponses();

    /** Asks the teachers what the ledger does not hold yet. */
    void generate();

    /** Ends the batches that are at providers, and records what they had answered by then. */
    void cancelBatches();

    /** Scores the answers and writes the distillation set. */
    void select();

    /** Makes the kept rationales shorter, in budgets that follow the student, and writes the compressed stages. */
    void compress();

    /** Writes the distillation sets as other tools read them. */
    void export();

    /** Trains the student stage by stage; stages that are done and not stale are left as they are. */
    void train();

    /**
     * Trains every student of {@code grid} side by side on executors; those that are done and not stale are left as they are.
     * One that fails does not end the others, and is told in the end.
     */
    void trainGrid();

    /** Asks the answerers of {@code evaluate} the labelled questions, prints what they are worth and writes it down. */
    void evaluate();

    /**
     * Prints who of the evaluated answerers is better than whom, and which questions they answer differently. Asks nobody.
     *
     * @param answerers two or more; empty: all that were evaluated
     */
    void compare(List<String> answerers);

    /**
     * Looks the finished set over, prints what it finds and writes it down. Asks nobody.
     *
     * @return the worst of it; empty where there is nothing to find fault with
     */
    Optional<Severity> audit();

    /**
     * Writes {@code report/index.html} and {@code report/report.json} from what the workspace holds. Asks nobody, and may be
     * called at any time.
     */
    void report();

    /**
     * Prints every answer to a question with its scores, the rule that rejected it, and the kept ones. Changes nothing.
     *
     * @param questionId as it stands in the questions
     */
    void explain(String questionId);

    /**
     * Prints what other values of a key of selection would keep, and leaves the picture in the workspace. Neither asks a
     * teacher nor changes the set.
     *
     * @param sweep {@code KEY=FROM..TO}, with {@code /N} behind it for N values
     */
    void sweep(String sweep);

    /**
     * Generates against an embedded server that answers in the teachers' place, in a workspace of its own, and says what
     * that server saw. Costs nothing and needs no key.
     */
    void rehearse();

    /** All of it in order, going on where an earlier run stopped. */
    void run();

    /**
     * Asks the step that is under way on another thread to end soon by {@link dev.twt.config.StoppedEarly}, with
     * everything recorded so far kept. Returns without waiting for it; called at most once.
     */
    void stop();

    /** Gives back what the pipeline holds, such as a Spark session it made. */
    @Override
    void close();
}
