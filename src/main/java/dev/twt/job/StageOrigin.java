package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.UserException;
import dev.twt.training.StageMark;
import dev.twt.training.Student;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the folder of a stage, {@code students/NAME/STAGE/model}, holds what its place says.
 *
 * @param run whose student it is
 * @param model that folder, which is there
 */
record StageOrigin(RunContext run, Path model) {
    /** Another stage's or method's model; empty where nothing speaks against it. */
    Optional<Problem> problem(String key) {
        String place = model.getParent().getFileName().toString();
        return mark().filter(mark -> !mark.stage().equals(place))
                .map(mark -> new Problem(
                        key,
                        model + " holds the model of stage " + mark.stage() + ", and not that of stage " + place,
                        "It was copied there. Move it to a folder of that name, or delete it and say twt train"));
    }

    void require(String key) {
        problem(key).ifPresent(problem -> {
            throw new UserException(problem.where(), problem.what(), problem.fix());
        });
    }

    /** Says that it is not what this workspace has trained under that name, where that is so. */
    void sayIfAnothers() {
        Optional<StageMark> mark = mark();
        Optional<Object> recorded = mark.flatMap(this::recorded);
        if (recorded.isPresent() && !recorded.get().equals(mark.get().id())) {
            run.console()
                    .note(model + " is not the model that this workspace has trained (" + recorded.get()
                            + " in run.json, "
                            + mark.get().id() + " in its folder): another run has written there. Give each a train.name"
                            + " or train.work-dir of its own; its answers are those of the model that is there");
        }
    }

    /** The mark's id in the record of the last training, if that was of this student and stage. */
    private Optional<Object> recorded(StageMark mark) {
        Map<String, Object> figures = run.journal().figures("train").orElse(Map.of());
        boolean same = figures.get("student") instanceof String last
                && Path.of(last)
                        .getParent()
                        .getParent()
                        .equals(model.getParent().getParent());
        return same
                        && figures.get("stages") instanceof Map<?, ?> stages
                        && stages.get(mark.stage()) instanceof Map<?, ?> stage
                ? Optional.ofNullable(stage.get("id"))
                : Optional.empty();
    }

    private Optional<StageMark> mark() {
        try {
            return Student.mark(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
