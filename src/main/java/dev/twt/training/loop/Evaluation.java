package dev.twt.training.loop;

import dev.twt.model.tuning.TokenExample;
import java.util.List;

/** The loss on held-out examples, and a few answers. */
final class Evaluation {
    /** An answer that is longer than the one in the set by this is shown as far as it came. */
    private static final int MORE_TOKENS = 32;

    private final Learner learner;
    private final TokenSet heldOut;
    private final LoopPlan plan;
    private final TokenText text;

    Evaluation(Learner learner, TokenSet heldOut, LoopPlan plan, TokenText text) {
        this.learner = learner;
        this.heldOut = heldOut;
        this.plan = plan;
        this.text = text;
    }

    /** What is there to evaluate on. */
    boolean possible() {
        return !heldOut.examples().isEmpty();
    }

    /** Mean negative log-likelihood of a completion's token, weighted as in training. */
    double loss() {
        Batches batches = Batches.alike(heldOut.lengths(), heldOut.examples().size(), plan.seed());
        int[] all = batches.of(0).get(0);
        double sum = 0;
        for (int[] piece : batches.pieces(all, plan.jvm().tokensAtOnce())) {
            sum += learner.loss(tokens(piece));
        }
        return sum / LossWeight.of(heldOut.examples());
    }

    private List<TokenExample> tokens(int[] piece) {
        return heldOut.at(piece).stream().map(LabelledExample::tokens).toList();
    }

    void showSamples(LoopScreen screen) {
        List<LabelledExample> asked =
                heldOut.examples().stream().limit(plan.jvm().samples()).toList();
        if (asked.isEmpty()) {
            return;
        }
        int longest = asked.stream().mapToInt(LabelledExample::learned).max().orElseThrow();
        List<String> said =
                learner.answers(asked.stream().map(LabelledExample::prompt).toList(), longest + MORE_TOKENS);
        screen.samples(
                asked, said, asked.stream().map(e -> text.of(e.completion())).toList());
    }
}
