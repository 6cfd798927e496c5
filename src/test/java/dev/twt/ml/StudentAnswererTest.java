package dev.twt.ml;

import static dev.twt.ml.DemoSums.FIRST;
import static dev.twt.ml.DemoSums.SECOND;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With a teacher of make demo in the student's place. What a trained student answers is looked at in NotebooksIT. */
@ExtendWith(SelectionSpark.class)
class StudentAnswererTest {
    private static final String BEN = "conf/demo/teachers/ben";

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldAskInTheStudentsWordsAndFindTheAnswer() {
        List<Row> rows = Rows.sorted(ben().transform(Rows.of(spark, 2, "question", FIRST, null, SECOND, "  ")));

        String prompt = Tasks.named(Tasks.MATH).studentPrompt(Question.of(FIRST));
        Row direct = new TextGenerator()
                .setModelUrl(BEN)
                .setMaxTokens(60)
                .transform(Rows.of(spark, 1, "prompt", prompt))
                .first();
        assertThat(rows.get(0).<String>getAs("text")).isEqualTo(direct.getAs("text"));
        assertThat(rows.get(0).<Integer>getAs("tokens")).isEqualTo(direct.getAs("tokens"));
        assertThat(rows.get(0).<String>getAs("answer"))
                .isNotEmpty()
                .isEqualTo(Tasks.named(Tasks.MATH)
                        .extract(direct.getAs("text"), Question.of(FIRST))
                        .answer());
        assertThat(rows.get(1).toString()).isEqualTo("[1,null,null,null,null,null,null]");
        assertThat(rows.get(3).isNullAt(2)).isTrue();
    }

    @Test
    void shouldTakeNoAnswerFromWhatWasBrokenOff() {
        Row cut = ben().setMaxTokens(2)
                .transform(Rows.of(spark, 1, "question", FIRST))
                .first();
        assertThat(cut.<String>getAs("outcome")).isEqualTo("truncated");
        assertThat(cut.isNullAt(cut.fieldIndex("answer"))).isTrue();
        assertThat(cut.<String>getAs("text")).isNotEmpty();
    }

    @Test
    void shouldBeAStageOfAPipelineThatComesBackFromDisk(@TempDir Path folder) throws Exception {
        Dataset<Row> rows = Rows.of(spark, 2, "question", FIRST, SECOND);
        PipelineStage[] stages = {ben().setOutputCol("found"), new SentenceEmbedder().setInputCol("text")};
        PipelineModel made = new Pipeline().setStages(stages).fit(rows);
        made.write().overwrite().save(folder.resolve("pipeline").toString());
        PipelineModel back = PipelineModel.load(folder.resolve("pipeline").toString());

        assertThat(Rows.sorted(back.transform(rows))).isEqualTo(Rows.sorted(made.transform(rows)));
        assertThat(back.transform(rows).columns())
                .containsExactly("id", "question", "found", "text", "tokens", "outcome", "error", "embedding");
    }

    @Test
    void shouldShowTheOptionsOfAChoice() {
        Dataset<Row> rows = Rows.of(spark, 1, "question", "Which of these floats?")
                .withColumn(
                        "choices",
                        expr("array(struct('A' as label, 'a nail' as text), struct('B' as label, 'a cork' as text))"));
        StudentAnswerer answerer = ben().setTask("choice").setChoicesCol("choices");
        QuestionWording wording = (QuestionWording) answerer.wording(rows.schema());

        assertThat(wording.prompt(rows.first())).contains("A) a nail\nB) a cork");
        assertThat(wording.values(rows.first(), new Reply("answered", "The answer is (B).", 5, null)))
                .startsWith("B");
        assertThat(answerer.transform(rows).first().<String>getAs("outcome")).isNotNull();
    }

    @Test
    void shouldSayWhichColumnIsNotThereOrThereAlready() {
        Dataset<Row> rows = Rows.of(spark, 1, "question", FIRST);
        assertThatThrownBy(() -> ben().setInputCol("q").transform(rows))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("StudentAnswerer, inputCol = q")
                .hasMessageContaining("id, question");
        assertThatThrownBy(() -> ben().setTextCol("question").transform(rows))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("textCol = question")
                .hasMessageContaining("already");
        assertThatThrownBy(() -> ben().setChoicesCol("question").transform(rows))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is string, not array<struct<label:string,text:string>>");
        assertThatThrownBy(() -> ben().setTask("maths")).isInstanceOf(IllegalArgumentException.class);
    }

    private static StudentAnswerer ben() {
        return new StudentAnswerer().setModelUrl(BEN).setMaxTokens(60);
    }
}
