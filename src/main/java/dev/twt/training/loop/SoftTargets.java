package dev.twt.training.loop;

import dev.twt.config.SoftTargetsConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelSpec;
import dev.twt.model.file.FileChecksum;
import dev.twt.model.tuning.SoftTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a student of a stage with rationales believes of each answer after its own reasoning, for it to learn to believe the
 * same without any:
 *
 * <pre>L = sum over the answer's tokens a_t of KL( p_full(. | x, r, a_1 ... a_(t-1)) || p(. | x, a_1 ... a_(t-1)) )</pre>
 *
 * with x the prompt, r what the student itself wrote, greedily, and a the answer in the set. The form of the loss is that of
 * Hinton, Vinyals and Dean 2015 (arXiv 1503.02531, section 2) at temperature 1, see {@link SoftTarget}; a model as its own
 * teacher is Furlanello et al. 2018 (Born-Again Neural Networks, arXiv 1805.04770); that what the teacher has read and the
 * student has not may be a reasoning of its own is Snell, Klein and Zhong 2022 (Learning by Distilling Context, arXiv
 * 2209.15189), who sample the answer where here its distribution is learned.
 */
public final class SoftTargets {
    private static final double SECONDS_BETWEEN_LINES = 10;

    private final SoftTargetsConfig settings;
    private final String dtype;
    private final String device;
    private final Consumer<String> line;
    private final BooleanSupplier stop;

    /**
     * @param line told what is said meanwhile
     * @param stop whether the user asked to stop
     */
    public SoftTargets(TrainConfig config, Consumer<String> line, BooleanSupplier stop) {
        this.settings = config.jvm().softTargets();
        this.dtype = config.jvm().dtype();
        this.device = config.jvm().device();
        this.line = line;
        this.stop = stop;
    }

    /**
     * Makes them, or those that are missing.
     *
     * @param examples of stage free, a JSON object a line
     * @param student the model of stage full
     * @param identity of that model: another one's targets are made anew
     * @param file that gets them
     * @throws UserException if no reasoning came to an answer
     * @throws dev.twt.model.file.ModelException if the model cannot be used
     * @throws StoppedEarly if the user asked to stop
     */
    public void make(Path examples, Path student, String identity, Path file) throws IOException {
        SoftTargetFile targets = new SoftTargetFile(file);
        SoftTargetOrigin origin = new SoftTargetOrigin(
                identity,
                FileChecksum.sha256(examples),
                "greedy, " + settings.maxTokens() + " tokens, " + settings.most() + " named, " + dtype);
        List<Example> all = ExampleFile.read(examples);
        if (!targets.isWhole(origin)) {
            Map<Integer, OwnAnswer> made = targets.begun(origin);
            ask(student, left(all, made.keySet()), all.size(), targets);
            targets.finish();
        }
        say(targets.whole().values(), student);
    }

    /** The targets of a file that was made from a set's examples, each mixed with its answer as the settings say. */
    static Aims read(Path file, SoftTargetsConfig settings) throws IOException {
        Map<Integer, OwnAnswer> all = new SoftTargetFile(file).whole();
        return (number, answer) -> Optional.ofNullable(all.get(number))
                .flatMap(OwnAnswer::target)
                .map(target -> target.mixed(answer, settings.share()));
    }

    private static SortedMap<Integer, Example> left(List<Example> all, Collection<Integer> made) {
        SortedMap<Integer, Example> left = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (!made.contains(i)) {
                left.put(i, all.get(i));
            }
        }
        return left;
    }

    private void ask(Path student, SortedMap<Integer, Example> left, int all, SoftTargetFile targets) {
        if (left.isEmpty()) {
            return;
        }
        int before = all - left.size();
        line.accept(String.format(
                Locale.ROOT,
                "soft targets: the student of the stage before reasons on %,d questions%s",
                left.size(),
                before == 0 ? "" : String.format(Locale.ROOT, "; %,d were done before", before)));
        Pace pace = new Pace(System::nanoTime, before);
        int[] done = {before};
        try (CausalLm lm = CausalLms.load(new ModelSpec(student, "", dtype, null, device))) {
            new OwnReasoning(lm, settings.maxTokens(), settings.most())
                    .answer(left, answer -> keep(targets, answer, ++done[0], all, pace), stop);
        }
        if (done[0] < all) {
            throw new StoppedEarly(
                    "you asked for it", "What the student said on " + done[0] + " of " + all + " questions is kept");
        }
    }

    private void keep(SoftTargetFile targets, OwnAnswer answer, int done, int all, Pace pace) {
        try {
            targets.add(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pace.add(answer.tokens());
        if (pace.due(SECONDS_BETWEEN_LINES)) {
            line.accept(String.format(
                    Locale.ROOT,
                    "soft targets: %,d of %,d questions, %,.0f tokens/s, %s left",
                    done,
                    all,
                    pace.tokensASecond(),
                    Pace.words(pace.secondsLeft(done, all))));
        }
    }

    private void say(Collection<OwnAnswer> answers, Path student) {
        long agree = answers.stream().filter(OwnAnswer::agrees).count();
        long none = answers.stream().filter(answer -> answer.target().isEmpty()).count();
        line.accept(String.format(
                Locale.ROOT,
                "soft targets: of %,d questions its own reasoning led to the answer in the set on %,d and to another on"
                        + " %,d; %,d came to none and are learned as they stand in the set",
                answers.size(),
                agree,
                answers.size() - agree - none,
                none));
        if (none == answers.size()) {
            throw new UserException(
                    "train.jvm.soft-targets",
                    "the student of the stage before, " + student + ", stated an answer to none of " + none
                            + " questions",
                    "Let it learn more (train.epochs, train.learning-rate), or give its reasoning more room"
                            + " (train.jvm.soft-targets.max-tokens)");
        }
    }
}
