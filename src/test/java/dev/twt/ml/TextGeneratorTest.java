package dev.twt.ml;

import static dev.twt.ml.DemoSums.FIRST;
import static dev.twt.ml.DemoSums.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import dev.twt.task.Prompt;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With a teacher of make demo, which was trained on conversations of just this form. */
@ExtendWith(SelectionSpark.class)
class TextGeneratorTest {
    private static final String ADA = "conf/demo/teachers/ada";

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldAskTheModelUnderItsChatTemplate() {
        List<Row> rows = Rows.sorted(ada().transform(Rows.of(spark, 2, "asked", prompt(FIRST), null, prompt(SECOND))));

        assertThat(rows.get(0).<String>getAs("text")).startsWith("Reasoning: ").contains("Answer: 1\n");
        assertThat(rows.get(2).<String>getAs("text")).contains("Answer: 0\n");
        assertThat(rows.get(0).<Integer>getAs("tokens")).isBetween(10, 40);
        assertThat(rows.get(0).<String>getAs("outcome")).isEqualTo("answered");
        assertThat(rows.get(1).toString()).isEqualTo("[1,null,null,null,null,null]");
    }

    @Test
    void shouldSayHowAnAnswerEndedAndGoOn() {
        List<Row> rows = Rows.sorted(
                ada().setMaxTokens(3).transform(Rows.of(spark, 1, "asked", prompt(FIRST), "7 ".repeat(4000))));

        assertThat(rows.get(0).<String>getAs("outcome")).isEqualTo("truncated");
        assertThat(rows.get(0).<Integer>getAs("tokens")).isEqualTo(3);
        assertThat(rows.get(1).<String>getAs("outcome")).isEqualTo("failed");
        assertThat(rows.get(1).<String>getAs("error")).contains("context");
        assertThat(rows.get(1).isNullAt(rows.get(1).fieldIndex("text"))).isTrue();
    }

    @Test
    void shouldDrawTheSameWhereverARowLies(@TempDir Path folder) throws Exception {
        TextGenerator hot = ada().setTemperature(1.5).setSeed(3).setBatchSize(2);
        hot.write().overwrite().save(folder.resolve("generator").toString());
        TextGenerator back = TextGenerator.load(folder.resolve("generator").toString());
        String[] prompts = {prompt(FIRST), prompt(SECOND), prompt("What remains when 3*3+4*4 is divided by five?")};

        List<Row> one = Rows.sorted(hot.transform(Rows.of(spark, 1, "asked", prompts)));
        assertThat(Rows.sorted(back.transform(Rows.of(spark, 3, "asked", prompts))))
                .isEqualTo(one);
        assertThat(Rows.sorted(back.setSeed(4).transform(Rows.of(spark, 3, "asked", prompts))))
                .isNotEqualTo(one);
    }

    @Test
    void shouldSayWhatIsWrongBeforeAnythingRuns() {
        assertThatThrownBy(() -> new TextGenerator().transform(Rows.of(spark, 1, "prompt", "x")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no model is named");
        assertThatThrownBy(() -> ada().setModelUrl("models/none.gguf").transform(Rows.of(spark, 1, "asked", "x")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("models/none.gguf")
                .hasMessageContaining("there is no such file or folder");
        assertThatThrownBy(() -> ada().transform(Rows.of(spark, 1, "text", "x")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("inputCol = asked");
        assertThatThrownBy(() -> ada().setDtype("int4")).isInstanceOf(IllegalArgumentException.class);
    }

    private static TextGenerator ada() {
        return new TextGenerator()
                .setModelUrl(ADA)
                .setInputCol("asked")
                .setSystemPrompt(teacherPrompt(FIRST).system())
                .setMaxTokens(60);
    }

    private static String prompt(String question) {
        return teacherPrompt(question).user();
    }

    private static Prompt teacherPrompt(String question) {
        return Tasks.named(Tasks.MATH).teacherPrompt(Question.of(question), 0);
    }
}
