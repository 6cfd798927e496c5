package dev.twt.training.loop;

import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Trains a learner on a set. What a step does depends on its number, the seed and the state alone, so a training that was
 * killed goes on from a checkpoint as if nothing had happened.
 */
final class TrainingLoop {
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final int MOST_IDS = 20;

    private final Learner learner;
    private final TokenSet train;
    private final LoopPlan plan;
    private final Evaluation evaluation;
    private final LoopFolder folder;
    private final LoopScreen screen;
    private final BooleanSupplier stop;

    /** @param stop whether the user asked to stop */
    TrainingLoop(
            Learner learner,
            TokenSet train,
            LoopPlan plan,
            Evaluation evaluation,
            LoopFolder folder,
            LoopScreen screen,
            BooleanSupplier stop) {
        this.learner = learner;
        this.train = train;
        this.plan = plan;
        this.evaluation = evaluation;
        this.folder = folder;
        this.screen = screen;
        this.stop = stop;
    }

    /**
     * Trains until the set was gone through as often as planned, or the held-out loss no longer falls.
     *
     * @return how far it came
     * @throws UserException if a loss or gradient is no number
     * @throws StoppedEarly if the user asked to stop
     */
    LoopProgress run() throws IOException {
        LoopProgress progress = restored();
        Pace pace = new Pace(System::nanoTime, progress.step());
        List<int[]> batches = List.of();
        int epoch = -1;
        while (progress.step() < plan.steps() && !endsEarly(progress)) {
            int itsEpoch = (int) (progress.step() / plan.batches().count());
            if (itsEpoch != epoch) {
                epoch = itsEpoch;
                batches = plan.batches().of(epoch);
            }
            progress = step(
                    progress,
                    batches.get((int) (progress.step() % plan.batches().count())),
                    pace);
        }
        if (endsEarly(progress)) {
            screen.endsEarly(plan.jvm().patience(), progress);
            folder.best().restore(learner);
        }
        return progress;
    }

    private boolean endsEarly(LoopProgress progress) {
        return plan.jvm().patience() > 0 && progress.sinceBest() >= plan.jvm().patience();
    }

    private LoopProgress restored() throws IOException {
        Optional<LoopProgress> kept = folder.last().restore(learner);
        kept.ifPresent(progress -> screen.goesOn(progress.step(), plan.steps()));
        LoopProgress progress = kept.orElse(LoopProgress.BEGIN);
        folder.curve().cutAfter(progress.step());
        return progress;
    }

    private LoopProgress step(LoopProgress before, int[] batch, Pace pace) throws IOException {
        List<LabelledExample> examples = train.at(batch);
        double loss = accumulate(before, batch, examples, pace);
        double rate = plan.rates().rate(before.step());
        double norm = learner.step(rate);
        requireNumber(before, examples, "the gradient", norm);
        LoopProgress progress = before.stepped(
                examples.stream().mapToLong(LabelledExample::learned).sum());
        Double heldOut = null;
        if (evaluation.possible() && plan.evaluatesAfter(progress.step())) {
            heldOut = evaluation.loss();
            boolean best = progress.improvedBy(heldOut);
            progress = progress.evaluated(heldOut);
            screen.evaluated(progress.step(), heldOut, best);
            if (best && plan.jvm().patience() > 0) {
                folder.best().save(learner, progress);
            }
            evaluation.showSamples(screen);
        }
        double epochs = progress.step() / (double) plan.batches().count();
        CurvePoint point = new CurvePoint(progress.step(), epochs, loss, heldOut, rate, norm, progress.tokens());
        folder.curve().add(point);
        if (pace.due(SECONDS_BETWEEN_LINES) || progress.step() == 1 || progress.step() == plan.steps()) {
            screen.step(point, plan.steps(), pace);
        }
        if (plan.keepsAfter(progress.step())) {
            folder.last().save(learner, progress);
        }
        return progress;
    }

    /** Adds up the gradients of a batch in pieces, each scaled so that the whole is the mean over the batch's tokens. */
    private double accumulate(LoopProgress before, int[] batch, List<LabelledExample> examples, Pace pace) {
        double scale = 1 / train.weight(examples);
        double loss = 0;
        int number = 0;
        for (int[] piece : plan.batches().pieces(batch, plan.jvm().tokensAtOnce())) {
            if (stop.getAsBoolean()) {
                folder.last().save(learner, before);
                throw new StoppedEarly("you asked for it", "The student is kept as it was after step " + before.step());
            }
            List<LabelledExample> together = train.at(piece);
            long seed = Seeds.mixed(Seeds.mixed(plan.seed(), before.step()), number);
            loss += learner.accumulate(
                    together.stream().map(LabelledExample::tokens).toList(), scale, seed);
            pace.add(together.stream().mapToLong(LabelledExample::length).sum());
            number++;
        }
        requireNumber(before, examples, "the loss", loss);
        return loss;
    }

    private void requireNumber(LoopProgress before, List<LabelledExample> examples, String what, double value) {
        if (!Double.isFinite(value)) {
            folder.last().save(learner, before);
            throw new UserException(
                    "step " + (before.step() + 1),
                    what + " is " + value + " on the batch of questions " + ids(examples),
                    "The student is kept as it was before this step. Lower train.learning-rate, set train.jvm.clip-norm,"
                            + " or take these questions out of the set if one is broken");
        }
    }

    private static String ids(List<LabelledExample> examples) {
        String shown =
                examples.stream().limit(MOST_IDS).map(LabelledExample::id).collect(Collectors.joining(", "));
        return examples.size() > MOST_IDS ? shown + " and " + (examples.size() - MOST_IDS) + " more" : shown;
    }
}
