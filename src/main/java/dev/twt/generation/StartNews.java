package dev.twt.generation;

import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Tells what a teacher that is being started waits for, each time that changes, and when it has begun to answer. */
final class StartNews implements Teacher {
    private final Teacher teacher;
    private final String place;
    private final Consumer<String> news;
    private String told = "";

    /**
     * Of a teacher.
     *
     * @param place where it is opened, such as "executor 1"
     * @param news receives one line a change
     */
    StartNews(Teacher teacher, String place, Consumer<String> news) {
        this.teacher = teacher;
        this.place = place;
        this.news = news;
    }

    @Override
    public String name() {
        return teacher.name();
    }

    @Override
    public int concurrency() {
        return teacher.concurrency();
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        CompletableFuture<Outcome> answer = teacher.answer(request);
        var unused = answer.thenAccept(this::look);
        return answer;
    }

    @Override
    public CompletableFuture<List<Outcome>> answerTogether(List<TeacherRequest> samples) {
        CompletableFuture<List<Outcome>> answers = teacher.answerTogether(samples);
        var unused = answers.thenAccept(outcomes -> look(outcomes.get(0)));
        return answers;
    }

    private synchronized void look(Outcome outcome) {
        if (outcome instanceof Outcome.Starting starting) {
            tell(starting.error());
        } else if (!told.isEmpty() && !(outcome instanceof Outcome.Retry)) {
            news.accept(place + ": the server of " + name() + " answers");
            told = "";
        }
    }

    private void tell(String doing) {
        if (!doing.equals(told)) {
            told = doing;
            news.accept(place + ": " + doing);
        }
    }

    @Override
    public Optional<String> lost() {
        return teacher.lost();
    }

    @Override
    public void close() {
        teacher.close();
    }
}
