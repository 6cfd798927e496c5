package dev.twt.training.loop;

import dev.twt.model.CausalLm;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.GenerationSession;
import dev.twt.model.tuning.TokenExample;
import dev.twt.model.tuning.TunableLm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A language model that learns. */
final class TuningLearner implements LearnerSource.TrainedLearner {
    private static final String MERGED = "merged";

    private final TunableLm lm;
    private final boolean adapter;
    private final String baseModel;

    /**
     * @param adapter whether adapters are trained, not all weights
     * @param baseModel what adapters name as theirs
     */
    TuningLearner(TunableLm lm, boolean adapter, String baseModel) {
        this.lm = lm;
        this.adapter = adapter;
        this.baseModel = baseModel;
    }

    @Override
    public String words() {
        return String.format(
                Locale.ROOT,
                "%s, %,d weights, %,d of them trained%s%s",
                lm.card().architecture(),
                lm.card().parameters(),
                lm.trainableParameters(),
                adapter ? " as adapters" : "",
                lm.device().isGpu() ? " on " + lm.device().words() : "");
    }

    @Override
    public String device() {
        return lm.device().name();
    }

    @Override
    public double accumulate(List<TokenExample> examples, double scale, long seed) {
        return lm.accumulate(examples, scale, seed);
    }

    @Override
    public double loss(List<TokenExample> examples) {
        return lm.loss(examples, 1);
    }

    @Override
    public double step(double rate) {
        return lm.step(rate);
    }

    @Override
    public void saveState(Path file) {
        lm.saveState(file);
    }

    @Override
    public void loadState(Path file) {
        lm.loadState(file);
    }

    @Override
    public List<String> answers(List<int[]> prompts, int maxTokens) {
        List<String> answers = new ArrayList<>(Collections.nCopies(prompts.size(), ""));
        try (CausalLm answering = lm.answering();
                GenerationSession session = answering.newSession(prompts.size())) {
            int context = answering.card().contextLength();
            for (int i = 0; i < prompts.size(); i++) {
                int most = Math.min(maxTokens, context - prompts.get(i).length);
                session.add(new GenerationRequest(
                        String.valueOf(i), prompts.get(i), 0, 1, Math.max(1, most), 0, List.of()));
            }
            while (session.active() > 0) {
                for (Generation done : session.step()) {
                    answers.set(Integer.parseInt(done.id()), done.text());
                }
            }
        }
        return answers;
    }

    @Override
    public void export(Path folder, boolean merged) {
        if (!adapter) {
            lm.saveMerged(folder);
            return;
        }
        lm.saveAdapter(folder, baseModel);
        if (merged) {
            lm.saveMerged(folder.resolve(MERGED));
        }
    }

    @Override
    public void exportGguf(Path file) {
        lm.saveGguf(file, Path.of(baseModel));
    }

    @Override
    public void close() {
        lm.close();
    }
}
