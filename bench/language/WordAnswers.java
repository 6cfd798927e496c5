import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.dataset.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * CommonsenseQA with its choices in the question and the words of a choice as the answer, as Hsieh et al. 2023 have it: a model
 * of this size hardly binds letters to choices. Teachers' answers are those that import found in their texts, by letter.
 * Arguments: the folder of commonsenseqa/; the workspace into which the answers were imported by letter; the folder that gets
 * questions.jsonl, test.jsonl, pilot.jsonl and answers/TEACHER.jsonl; numbers of test and of pilot questions, both drawn from
 * the development split.
 */
final class WordAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TASK = "text";

    private WordAnswers() {}

    private record Question(String id, String stem, Map<String, String> choices, String gold) {
        static Question of(JsonNode row) {
            Map<String, String> choices = new LinkedHashMap<>();
            row.at("/question/choices")
                    .forEach(choice -> choices.put(
                            choice.path("label").asText(), choice.path("text").asText()));
            return new Question(
                    row.path("id").asText(),
                    row.at("/question/stem").asText(),
                    choices,
                    row.path("answerKey").asText());
        }

        String line() {
            return JSON.createObjectNode()
                    .put("id", id)
                    .put("question", stem + "\nChoices: " + String.join("; ", choices.values()))
                    .put("gold", choices.get(gold))
                    .put("task", TASK)
                    .toString();
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0], "commonsenseqa");
        Path out = Path.of(arguments[2]);
        int test = Integer.parseInt(arguments[3]);
        int pilot = Integer.parseInt(arguments[4]);
        List<Question> train = questions(data.resolve("train_rand_split.jsonl.gz"));
        List<Question> others = new ArrayList<>(questions(data.resolve("dev_rand_split.jsonl")));
        others.sort(Comparator.comparing(question -> Sha256.hex("language " + question.id)));
        Files.createDirectories(out.resolve("answers"));
        write(out.resolve("questions.jsonl"), train);
        write(out.resolve("test.jsonl"), others.subList(0, test));
        write(out.resolve("pilot.jsonl"), others.subList(test, test + pilot));
        answers(arguments[1], train.stream().collect(Collectors.toMap(Question::id, question -> question)), out);
    }

    private static List<Question> questions(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Question> questions = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                questions.add(Question.of(JSON.readTree(line)));
            }
            return questions;
        }
    }

    private static void write(Path file, List<Question> questions) throws IOException {
        Files.write(file, questions.stream().map(Question::line).toList());
    }

    private static void answers(String workspace, Map<String, Question> questions, Path out) throws IOException {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .appName("word answers")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        List<Row> rows = spark.read()
                .parquet(workspace + "/responses")
                .where("outcome = 'answered' and answer is not null")
                .select("teacher", "question_id", "rationale", "answer", "request_id")
                .collectAsList();
        Map<String, List<String>> lines = new TreeMap<>();
        rows.stream()
                .sorted(Comparator.comparing((Row row) -> row.getString(1)).thenComparing(row -> row.getString(4)))
                .forEach(row -> {
                    Question question = questions.get(row.getString(1));
                    String words = question.choices.get(row.getString(3));
                    String rationale = row.isNullAt(2) ? "" : row.getString(2).strip();
                    ObjectNode line = JSON.createObjectNode()
                            .put("question_id", question.id)
                            .put("text", (rationale + "\nThe answer is " + words + ".").strip())
                            .put("rationale", rationale)
                            .put("answer", words);
                    lines.computeIfAbsent(row.getString(0), teacher -> new ArrayList<>())
                            .add(line.toString());
                });
        for (Map.Entry<String, List<String>> teacher : lines.entrySet()) {
            Files.write(out.resolve("answers").resolve(teacher.getKey() + ".jsonl"), teacher.getValue());
        }
        spark.stop();
    }
}
