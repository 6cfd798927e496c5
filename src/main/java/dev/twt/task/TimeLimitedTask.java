package dev.twt.task;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A task whose comparisons are given up after a while. */
final class TimeLimitedTask implements Task {

    private static final ExecutorService COMPARISONS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "answer-comparison");
        thread.setDaemon(true);
        return thread;
    });

    private final Task task;
    private final Duration limit;

    TimeLimitedTask(Task task, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the time limit of a comparison must be positive: " + limit);
        }
        this.task = task;
        this.limit = limit;
    }

    @Override
    public String name() {
        return task.name();
    }

    @Override
    public Prompt teacherPrompt(Question question, int examples) {
        return task.teacherPrompt(question, examples);
    }

    @Override
    public String studentPrompt(Question question) {
        return task.studentPrompt(question);
    }

    @Override
    public Extraction extract(String completion, Question question) {
        return task.extract(completion, question);
    }

    @Override
    public String canonical(String answer, Question question) {
        return task.canonical(answer, question);
    }

    @Override
    public boolean equivalent(String left, String right, Question question) {
        Future<Boolean> comparison = COMPARISONS.submit(() -> task.equivalent(left, right, question));
        try {
            return comparison.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            comparison.cancel(true);
            return false;
        } catch (InterruptedException stopped) {
            comparison.cancel(true);
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("comparing two answers of task " + name() + " failed", failed.getCause());
        }
    }
}
