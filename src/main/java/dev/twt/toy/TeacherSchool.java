package dev.twt.toy;

import dev.twt.config.TrainConfig;
import dev.twt.training.loop.StageLoop;
import dev.twt.training.loop.StageTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Makes a teacher of a model that knows nothing, with this project's own trainer. First it learns to answer with written
 * steps, and where that is wanted to make steps shorter, from correct lessons. Then it answers by itself, and learns to state behind each answer
 * the probability that it gave just that text: its confidence is its own, and nobody told it what was right.
 *
 * @param world of its lessons
 * @param train how it learns: the base model, epochs, rate and so on
 * @param seed of the trainer
 * @param rewrites every so many questions there is a lesson on making steps shorter; 0: never
 * @param line told what is said meanwhile
 */
public record TeacherSchool(World world, TrainConfig train, long seed, int rewrites, Consumer<String> line) {
    private static final BooleanSupplier NEVER = () -> false;

    /** Own answers are so many times fewer than lessons. */
    private static final int FEWER = 3;

    /**
     * Teaches.
     *
     * @param lessons questions to learn from; a third as many other ones are for stating a confidence
     * @param work folder for sets, checkpoints and float32 models, which must be empty
     * @param out folder that gets the teacher, in bfloat16
     * @throws IOException if something cannot be written
     */
    public void teach(int lessons, Path work, Path out) throws IOException {
        List<Sum> all = world.draw(World.Part.LESSONS, lessons + lessons / FEWER);
        List<Sum> first = all.subList(0, lessons);
        List<Sum> second = all.subList(lessons, all.size());
        Path able =
                stage(1, lessons(first.stream().map(Lesson::answer).toList(), first), Path.of(train.baseModel()), work);
        List<Lesson> own = OwnAnswers.lessons(able, second, seed);
        line.accept(own.size() + " of " + second.size() + " questions were answered by the teacher itself");
        Path sincere = stage(2, lessons(own, second), able, work);
        HalfWeights.write(sincere, out);
    }

    private List<Lesson> lessons(List<Lesson> answers, List<Sum> sums) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Lesson> lessons = new ArrayList<>(answers);
        for (int i = 0; rewrites > 0 && i < sums.size(); i += rewrites) {
            lessons.add(Lesson.rewrite(sums.get(i), random));
        }
        return lessons;
    }

    private Path stage(int number, List<Lesson> lessons, Path from, Path work) throws IOException {
        Path folder = Files.createDirectories(work.resolve("stage-" + number));
        Path file = Files.write(
                folder.resolve("lessons.jsonl"),
                lessons.stream().map(Lesson::json).toList());
        Path out = folder.resolve("model");
        StageTask task = new StageTask(
                number,
                number == 2,
                file,
                Optional.empty(),
                from,
                out,
                Files.createDirectories(folder.resolve("checkpoints")));
        new StageLoop(train, seed, line, NEVER).train(task);
        return out;
    }
}
