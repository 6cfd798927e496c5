package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.model.TinyStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link CompressStepTest} leaves: several whole runs each. */
class CompressStepIT extends CompressRun {
    @Test
    void shouldAskNothingAgainAndForAnotherBudgetOnlyWhatIsNew() {
        select();
        pipeline().compress();
        List<String> table = read("compressed", "original_request_id", "request_id", "try", "verdict", "taken");
        api.forget();

        pipeline().compress();
        assertThat(api.rewrites()).isEmpty();
        assertThat(read("compressed", "original_request_id", "request_id", "try", "verdict", "taken"))
                .isEqualTo(table);

        pipeline("compress.budgets", "[0.5, 0.3]", "compress.attempts", "1").compress();
        assertThat(api.rewrites()).as("the first try of the new budget").hasSize(QUESTIONS);
        assertThat(workspace("distill/stage=compressed")).doesNotExist();
        assertThat(read("distill/stage=compressed-1", "question_id")).hasSize(6);
        assertThat(read("distill/stage=compressed-2", "question_id")).hasSize(6);
        api.forget();

        pipeline("compress.attempts", "1").compress();
        assertThat(api.rewrites()).isEmpty();
        assertThat(workspace("distill/stage=compressed-1")).doesNotExist();
    }

    @Test
    void shouldKeepTheOriginalWhereAskedTo() {
        select();
        pipeline("compress.fallback", "original").compress();

        assertThat(read("compressed", "verdict", "taken")).contains("original true");
        assertThat(read("distill/stage=compressed", "completion[0].content"))
                .hasSize(8)
                .anyMatch(text -> text.startsWith("Let us think, says ada"));
        assertThat(said.text()).containsPattern("compressed +0.50 +8 +4 +2 +2 +2 +0");
    }

    @Test
    void shouldGiveARationaleBackToWhoWroteIt() throws IOException {
        Files.writeString(
                folder.resolve("run.conf"),
                "\nteachers.bob.model = bob\nselection.diversity.k = 2\n",
                java.nio.file.StandardOpenOption.APPEND);
        select();
        pipeline("compress.attempts", "1").compress();

        List<String> teachers = read("compressed", "original_teacher", "teacher");
        assertThat(teachers).contains("ada ada", "bob bob").doesNotContain("ada bob", "bob ada");
        api.forget();
        pipeline("compress.attempts", "1", "compress.teachers", "[bob]").compress();
        assertThat(read("compressed", "original_teacher", "teacher")).contains("ada bob", "bob bob");
        assertThat(api.rewrites()).as("what ada wrote is new to bob").hasSize(QUESTIONS);
    }

    @Test
    void shouldShowTheTryOfAStudentInThisJvm() throws IOException {
        Path student = TinyStudent.write(folder.resolve("student"), 5);
        select();
        String[] sets = {
            "compress.student", student.toString(), "compress.student-max-tokens", "12", "compress.attempts", "1"
        };
        pipeline(sets).compress();

        assertThat(read("responses", "purpose", "teacher").stream().filter("student student"::equals))
                .hasSize(QUESTIONS);
        assertThat(api.rewrites()).hasSize(QUESTIONS).allMatch(prompt -> prompt.contains("The student's own try"));
        assertThat(read("compressed", "attempt_right")).allMatch("false"::equals);
        assertThat(figures().at("/studentTries").asInt()).isEqualTo(QUESTIONS);
        assertThat(said.text())
                .contains("The student tries 8 questions")
                .contains("student: tried 8 questions, 0 of them");
        api.forget();
        pipeline(sets).compress();
        assertThat(api.rewrites()).isEmpty();

        TinyStudent.write(student, 6);
        pipeline(sets).compress();
        assertThat(read("responses", "purpose").stream().filter("student"::equals))
                .as("another student under the same name tries again")
                .hasSize(2 * QUESTIONS);
        pipeline(sets).select();
        assertThat(read("scored", "teacher")).hasSize(QUESTIONS).allMatch("ada"::equals);
    }

    @Test
    void shouldDropTheStageWhenTheSelectionChanges() {
        select();
        pipeline().compress();
        api.forget();
        pipeline("compress.budgets", "[]").select();

        assertThat(workspace("distill/stage=compressed")).doesNotExist();
        assertThat(said.text()).contains("twt compress makes them again");
        pipeline().compress();
        assertThat(api.rewrites()).isEmpty();
        assertThat(read("distill/stage=compressed", "question_id")).hasSize(6);
    }

    @Test
    void shouldPlanWhatItWouldAsk() {
        pipeline().plan();
        assertThat(said.text())
                .contains("compress, stages compressed: at most 8 rationales, so 8 requests a try, at most 2 tries");
        select();
        pipeline().plan();
        assertThat(said.text())
                .containsPattern("ada: 8 rewrites, 0 recorded; ~[\\d,]+ in tokens, 1,600 out at most, at most 0.0\\d");
        pipeline().compress();
        said = new Captured();
        pipeline().plan();
        assertThat(said.text()).contains("ada: 8 rewrites, 8 recorded; ~0 in tokens, 0 out at most, at most 0.00 $");
        said = new Captured();
        pipeline("compress.by", "steps").plan();
        assertThat(said.text()).contains("by steps, no teacher is asked");
    }

    @Test
    void shouldTrainTheFirstStageBeforeAndTheOthersAfter() throws IOException {
        Path student = TinyStudent.write(folder.resolve("student"), 5);
        Files.writeString(
                folder.resolve("train.sh"),
                "cp -r " + student + "/. $TWT_MODEL_OUT; echo $TWT_STAGE $TWT_MODEL_IN >> "
                        + folder.resolve("trained"));
        String[] sets = {
            "compress.student",
            "auto",
            "compress.student-max-tokens",
            "8",
            "train.command",
            "[sh, \"" + folder.resolve("train.sh") + "\"]",
            "train.base-model",
            "base",
            "train.stages",
            "[full, compressed, free]"
        };
        pipeline(sets).run();

        String students = workspace("students/student").toRealPath().toString();
        assertThat(Files.readAllLines(folder.resolve("trained")))
                .containsExactly(
                        "full base",
                        "compressed " + students + "/full/model",
                        "free " + students + "/compressed/model");
        assertThat(workspace("students/student/data/trl/compressed")).exists();
        assertThat(read("responses", "purpose").stream().filter("student"::equals))
                .hasSize(QUESTIONS);
        assertThat(workspace("students/student/README.md")).content().contains("full, then compressed, then free");
    }

    @Test
    void shouldTrainTryRewriteAndTrainOnInThisJvm() throws IOException {
        Path base = TinyStudent.write(folder.resolve("student"), 5);
        String[] sets = {
            "compress.student",
            "auto",
            "compress.student-max-tokens",
            "8",
            "train.base-model",
            base.toString(),
            "train.stages",
            "[full, compressed, free]",
            "train.epochs",
            "1"
        };
        pipeline(sets).run();

        assertThat(read("responses", "purpose").stream().filter("student"::equals))
                .hasSize(QUESTIONS);
        assertThat(workspace("students/student/free/model/adapter_model.safetensors"))
                .exists();
        assertThat(Files.readString(workspace("students/student/compressed/model/twt-stage.json")))
                .contains("students/student/full/model");
        api.forget();

        pipeline(sets).run();
        assertThat(api.rewrites()).isEmpty();
        assertThat(said.text()).contains("stage free is done: nothing it depends on has changed");
    }
}
