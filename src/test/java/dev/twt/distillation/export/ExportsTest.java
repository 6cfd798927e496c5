package dev.twt.distillation.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.ExportConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.Workspace;
import dev.twt.distillation.DistillationSets;
import dev.twt.testing.SelectionSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class ExportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private Path exported(String format) {
        Exports.write(spark, SmallSet.in(folder, spark), new ExportConfig(List.of(format), "", "apache-2.0"));
        return folder.resolve("exports").resolve(format);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldWriteWhatTrlTakes() throws IOException {
        Path trl = exported("trl");

        assertThat(files(trl)).containsExactly("full/held_out.jsonl", "full/train.jsonl", "twt-export.json");
        List<JsonNode> train = lines(trl.resolve("full/train.jsonl"));
        assertThat(train).hasSize(SmallSet.TRAIN);
        assertThat(lines(trl.resolve("full/held_out.jsonl"))).hasSize(SmallSet.HELD_OUT);
        for (JsonNode example : train) {
            String number = example.get("question_id").asText().substring(1);
            assertThat(Integer.parseInt(number) % 5).isNotZero();
            assertThat(example)
                    .isEqualTo(JSON.valueToTree(Map.of(
                            "prompt", List.of(Map.of("role", "user", "content", SmallSet.PROMPT + number)),
                            "completion",
                                    List.of(Map.of(
                                            "role", "assistant", "content", "Six sevens.\n\nThe answer is " + number)),
                            "chat_template_kwargs", Map.of("enable_thinking", false),
                            "question_id", "q" + number,
                            "request_id", "r" + number)));
        }
    }

    @Test
    void shouldDescribeEveryFileToLlamaFactory() throws IOException {
        Path root = exported("llama-factory");

        JsonNode info = JSON.readTree(root.resolve("dataset_info.json").toFile());
        assertThat(info.fieldNames()).toIterable().containsExactly("twt_full", "twt_full_held_out");
        JsonNode train = info.get("twt_full");
        assertThat(train.get("formatting").asText()).isEqualTo("sharegpt");
        String messages = train.at("/columns/messages").asText();
        for (JsonNode example : lines(root.resolve(train.get("file_name").asText()))) {
            assertThat(example.get(messages))
                    .extracting(turn ->
                            turn.get(train.at("/tags/role_tag").asText()).asText())
                    .containsExactly(
                            train.at("/tags/user_tag").asText(),
                            train.at("/tags/assistant_tag").asText());
            assertThat(example.get(messages))
                    .allMatch(turn ->
                            turn.get(train.at("/tags/content_tag").asText()).isTextual());
        }
    }

    @Test
    void shouldGiveAxolotlTheLinesOfItsConfiguration() throws IOException {
        Path root = exported("axolotl");

        assertThat(files(root))
                .containsExactly("full.yaml", "full/held_out.jsonl", "full/train.jsonl", "twt-export.json");
        assertThat(Files.readString(root.resolve("full.yaml")))
                .startsWith("datasets:\n  - path: \"" + root.toRealPath() + "/full/train.jsonl\"\n")
                .contains("    type: chat_template\n    field_messages: messages\n")
                .contains("val_set_size: 0\ntest_datasets:\n  - path: \"" + root.toRealPath() + "/full/held_out.jsonl");
    }

    @Test
    void shouldLayOutAFolderForTheHub() throws IOException {
        Path root = exported("hugging-face");

        assertThat(files(root))
                .containsExactly(
                        "README.md",
                        "full/held_out-00000-of-00001.parquet",
                        "full/train-00000-of-00001.parquet",
                        "twt-export.json");
        Dataset<Row> train = spark.read()
                .parquet(root.resolve("full/train-00000-of-00001.parquet").toString());
        assertThat(train.count()).isEqualTo(SmallSet.TRAIN);
        assertThat(train.columns()).doesNotContain("split", "stage").contains("prompt", "completion");
        assertThat(Files.readString(root.resolve("README.md")))
                .startsWith("---\n")
                .contains("license: \"apache-2.0\"\n", "size_categories:\n- n<1K\n")
                .contains("  - split: held_out\n    path: full/held_out-*.parquet\n")
                .contains("  - name: train\n    num_examples: 16\n")
                .contains("  - name: prompt\n    list:\n    - name: role\n      dtype: string\n")
                .contains("\n---\n\n# The story\n", "| teacher | who |")
                .doesNotContain("| stage |", "| split |", "license: other");
    }

    @Test
    void shouldKeepTheOrderOfTheSetWhateverThePartitions() throws IOException {
        Path file = exported("trl").resolve("full/train.jsonl");
        String first = Files.readString(file);
        spark.conf().set("spark.sql.shuffle.partitions", "2");
        try {
            assertThat(Files.readString(exported("trl").resolve("full/train.jsonl")))
                    .isEqualTo(first);
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", "4");
        }
    }

    @Test
    void shouldWriteEveryStageThatIsThereAndNoEmptySide() throws IOException {
        Workspace workspace = SmallSet.in(folder, spark);
        Dataset<Row> train =
                spark.read().parquet(workspace.distill() + "/stage=full").where("split = 'train'");
        DistillationSets.write(train, "compressed-1", workspace.distill());
        DistillationSets.write(train, "compressed-2", workspace.distill());
        // Made before there were sides.
        DistillationSets.write(train.drop(DistillColumns.SPLIT), "old", workspace.distill());

        List<Exported> all = Exports.write(spark, workspace, new ExportConfig(List.of("trl"), folder + "/else", ""));

        assertThat(all).hasSize(1);
        assertThat(all.get(0).files())
                .extracting(ExportedFile::path)
                .containsExactly(
                        "full/train.jsonl",
                        "full/held_out.jsonl",
                        "compressed-1/train.jsonl",
                        "compressed-2/train.jsonl",
                        "old/train.jsonl");
        assertThat(all.get(0).rows()).isEqualTo(20 + 16 + 16 + 16);
    }

    @Test
    void shouldReplaceAnEarlierExportAndNothingElse() throws IOException {
        Path trl = exported("trl");
        Files.writeString(trl.resolve("full/old.jsonl"), "{}");
        assertThat(files(exported("trl"))).doesNotContain("full/old.jsonl");
        assertThat(JSON.readTree(trl.resolve("twt-export.json").toFile())
                        .get("complete")
                        .asBoolean())
                .isTrue();

        Files.delete(trl.resolve("twt-export.json"));
        assertThatThrownBy(() -> exported("trl"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("something that is no export is there");
        assertThat(files(trl)).contains("full/train.jsonl");
    }

    @Test
    void shouldSayWhereThereIsNoSet() {
        Workspace empty = Workspace.at(folder.toString(), new Configuration());

        assertThatThrownBy(() -> Exports.write(spark, empty, SmallSet.all()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no distillation set");
    }
}
