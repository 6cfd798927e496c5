package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainReaderTest {
    @TempDir
    Path folder;

    private TrainConfig train(String block) {
        return Written.in(folder, Written.LEAST + "train { " + block + " }")
                .run()
                .train();
    }

    private void assertRefused(String block, String... words) {
        assertThatThrownBy(() -> train(block))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems().toString()).contains(words));
    }

    @Test
    void shouldHaveThePapersSettingsByDefault() {
        assertThat(train(""))
                .isEqualTo(new TrainConfig(
                        "auto",
                        "student",
                        List.of(),
                        Map.of(),
                        TrainMethod.TWT,
                        "",
                        1,
                        Map.of(),
                        4,
                        List.of("full", "free"),
                        "",
                        "",
                        4,
                        Map.of(),
                        1e-5,
                        Map.of(),
                        8,
                        4096,
                        new LoraConfig(8, 16, 0.05),
                        new JvmTrainerConfig(
                                "lora",
                                JvmTrainerConfig.TARGETS,
                                "float32",
                                "auto",
                                2048,
                                0.03,
                                "cosine",
                                0,
                                1,
                                "skip",
                                0,
                                2,
                                0,
                                100,
                                2,
                                false,
                                false,
                                SoftTargetsConfig.STANDARD)));
    }

    @Test
    void shouldTellVariablesThatMayBeWrittenDown() {
        TrainConfig train = train("environment { HF_HOME = /data, HF_TOKEN = t }");

        assertThat(train.environment()).containsOnlyKeys("HF_HOME", "HF_TOKEN");
        assertThat(train.openEnvironment()).containsExactly(Map.entry("HF_HOME", "/data"));
    }

    @Test
    void shouldTakeStagesInTheOrderGiven() {
        assertThat(train("stages = [free, compressed]").stages()).containsExactly("free", "compressed");
        assertThat(train("stages = full").stages()).containsExactly("full");
        assertThat(train("stages = [full, compressed-1, compressed-2]").stages())
                .containsExactly("full", "compressed-1", "compressed-2");
    }

    @Test
    void shouldRefuseWhatIsNoListOfStages() {
        assertRefused("stages = []", "train.stages", "one at least");
        assertRefused("stages = [full, full]", "once at most");
        assertRefused("stages = [ful]", "full, compressed, free");
        assertRefused("stages = [compressed-0]", "are no stages");
    }

    @Test
    void shouldGiveStagesEpochsOfTheirOwn() {
        TrainConfig ours = train("stages = [full, free], epochs = 3, stage-epochs { free = 8 }");
        assertThat(ours.at("full").epochs()).isEqualTo(3);
        assertThat(ours.at("free").epochs()).isEqualTo(8);

        TrainConfig answers = train("method = answer-only, stage-epochs { full = 2, free = 9 }");
        assertThat(answers.at(TrainMethod.ANSWER_ONLY.stage("free")).epochs()).isEqualTo(9);
        assertRefused(
                "stage-epochs { fre = 8 }", "train.stage-epochs.fre", "there is no stage", "mean free?", "full, free");
        assertRefused("stage-epochs { free = 0 }", "train.stage-epochs.free");
    }

    @Test
    void shouldGiveStagesARateOfTheirOwn() {
        TrainConfig ours = train("learning-rate = 0.5, stage-learning-rates { free = 0.25 }");
        assertThat(ours.at("full").learningRate()).isEqualTo(0.5);
        assertThat(ours.at("free").learningRate()).isEqualTo(0.25);

        TrainConfig answers = train("method = answer-only, stage-learning-rates { full = 2, free = 3 }");
        assertThat(answers.at(TrainMethod.ANSWER_ONLY.stage("free")).learningRate())
                .isEqualTo(3);
        assertRefused("stage-learning-rates { fre = 8 }", "train.stage-learning-rates.fre", "there is no stage fre");
        assertRefused("stage-learning-rates { free = 0 }", "train.stage-learning-rates.free", "above 0");
    }

    @Test
    void shouldSayOnceWhatIsWrongWithAMethod() {
        for (String block : List.of("method = foo", "removal-stages = 0", "stages = [ful]")) {
            assertThatThrownBy(() -> train(block))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.problems()).hasSize(1));
        }
    }

    @Test
    void shouldReadHowAStudentLearnsFromItself() {
        TrainConfig train =
                train("method = self-distillation, jvm.soft-targets { share = 0.5, most = 4, max-tokens = 99 }");
        assertThat(train.sets()).containsExactly("full", "free");
        assertThat(train.method().hasSoftTargets("self-distillation-free")).isTrue();
        assertThat(train.method().hasSoftTargets("self-distillation-full")).isFalse();
        assertThat(TrainMethod.TWT.hasSoftTargets("free")).isFalse();
        assertThat(train.jvm().softTargets()).isEqualTo(new SoftTargetsConfig(0.5, 4, 99));
        assertRefused("jvm.soft-targets.share = 0", "train.jvm.soft-targets.share", "above 0");
        assertRefused("jvm.soft-targets.share = 1.5", "at most 1");
        assertRefused("jvm.soft-targets.most = 0", "train.jvm.soft-targets.most");
    }

    @Test
    void shouldRefuseVariablesOfTheContract() {
        assertRefused("environment { TWT_EPOCHS = 3 }", "TWT_EPOCHS", "set by the program itself");
    }

    @Test
    void shouldRefuseANameThatIsNoFolder() {
        assertRefused("name = \"../x\"", "train.name", "cannot be the name of a folder");
        assertRefused("name = \"\"", "train.name");
    }

    @Test
    void shouldRefuseAnotherBackend() {
        assertRefused("backend = magic", "train.backend", "command");
    }

    @Test
    void shouldTrainInTheJvmWhereNoCommandIsNamed() {
        assertThat(train("").inJvm()).isTrue();
        assertThat(train("command = [x]").inJvm()).isFalse();
        assertThat(train("backend = jvm, command = [x]").inJvm()).isTrue();
        assertThat(train("backend = command").inJvm()).isFalse();
    }

    @Test
    void shouldReadTheDevice() {
        assertThat(train("jvm.device = \"gpu:2\"").jvm().device()).isEqualTo("gpu:2");
        assertThat(train("jvm.device = cpu").on("gpu").jvm().device()).isEqualTo("gpu");
        assertRefused("jvm.device = cuda", "train.jvm.device", "gpu:N");
    }

    @Test
    void shouldRefuseLayersThatGetNoAdapter() {
        assertRefused("jvm.targets = [q_proj, lm_head]", "train.jvm.targets", "gate_proj");
        assertRefused("jvm.targets = []", "train.jvm.targets", "one at least");
    }

    @Test
    void shouldTakeTheSetsOfEachMethodInTheirOrder() {
        assertThat(train("stages = [full, compressed, free]").sets()).containsExactly("full", "compressed", "free");
        assertThat(train("method = answer-only").sets()).containsExactly("free");
        assertThat(train("method = full-reasoning").sets()).containsExactly("full");
        assertThat(train("method = compressed-only").sets()).containsExactly("compressed");
        assertThat(train("method = without-compression, stages = [full, compressed, free]")
                        .sets())
                .containsExactly("full", "free");
        assertThat(train("method = without-dcrs").sets()).containsExactly("full", "free");
        assertThat(train("method = self-distillation, stages = [full, compressed-1, compressed-2, free]")
                        .sets())
                .containsExactly("full", "compressed-1", "compressed-2", "free");
        assertThat(train("method = self-distillation, stages = free").sets()).containsExactly("full", "free");
        assertThat(train("method = tinyllm").sets()).containsExactly("tasks");
        assertThat(train("method = gradual, removal-stages = 3").sets()).containsExactly("1", "2", "3", "free");
    }

    @Test
    void shouldGiveEachMethodStagesOfItsOwn() {
        assertThat(TrainMethod.TWT.stage("full")).isEqualTo("full");
        assertThat(TrainMethod.SEQUENCE_KD.stage("full")).isEqualTo("sequence-kd-full");
    }

    @Test
    void shouldReadHowAMethodIsFilledIn() {
        TrainConfig train = train("method = tinyllm, rationale-weight = 0.5, teacher-weights { \"a.b\" = 2, c = 0 }");

        assertThat(train.method()).isEqualTo(TrainMethod.TINYLLM);
        assertThat(train.rationaleWeight()).isEqualTo(0.5);
        assertThat(train.teacherWeights()).containsOnly(Map.entry("a.b", 2.0), Map.entry("c", 0.0));
    }

    @Test
    void shouldRefuseWhatIsNoMethod() {
        assertRefused("method = step-by-stp", "train.method", "Did you mean step-by-step?");
        assertRefused("rationale-weight = -1", "train.rationale-weight");
        assertRefused("teacher-weights { a = x }", "train.teacher-weights.a");
        assertRefused("removal-stages = 0", "train.removal-stages");
    }

    @Test
    void shouldRefuseTeachersThatAreNoneUnlessAnswersAreImported() {
        String teachers = """
                teacher-defaults { backend = openai, endpoint.urls = "http://h/v1", sampling.temperature = 0.3 }
                teachers { small { model = s }, large { model = l } }
                train { method-teacher = smal, teacher-weights { larg = 2, zoe = 1 } }
                """;
        String imported = "import.sources = [ { path = a, teacher = elsewhere } ]\n";

        assertThat(Written.in(folder, Written.LEAST + teachers).problems().toString())
                .contains(
                        "train.method-teacher",
                        "there is no teacher smal",
                        "Did you mean small? Teachers: large, small")
                .contains("train.teacher-weights.larg", "Did you mean large?")
                .contains("there is no teacher zoe");
        assertThat(Written.in(folder, Written.LEAST + teachers + imported).problems())
                .isEmpty();
    }
}
