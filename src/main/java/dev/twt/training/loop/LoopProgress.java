package dev.twt.training.loop;

/**
 * How far a stage has come.
 *
 * @param step steps that are done
 * @param tokens of completions that were learned, each time they were
 * @param bestStep step with the lowest held-out loss so far; 0 for none
 * @param bestLoss that loss; null for none
 * @param sinceBest evaluations since then
 */
record LoopProgress(long step, long tokens, long bestStep, Double bestLoss, int sinceBest) {
    static final LoopProgress BEGIN = new LoopProgress(0, 0, 0, null, 0);

    LoopProgress stepped(long learned) {
        return new LoopProgress(step + 1, tokens + learned, bestStep, bestLoss, sinceBest);
    }

    LoopProgress evaluated(double loss) {
        return improvedBy(loss)
                ? new LoopProgress(step, tokens, step, loss, 0)
                : new LoopProgress(step, tokens, bestStep, bestLoss, sinceBest + 1);
    }

    boolean improvedBy(double loss) {
        return bestLoss == null || loss < bestLoss;
    }
}
