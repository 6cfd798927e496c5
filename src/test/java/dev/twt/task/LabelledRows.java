package dev.twt.task;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads the teachers' files beside the project: what a model wrote, and the answer its file says it gave. */
final class LabelledRows {

    /**
     * One completion.
     *
     * @param set the file, with the variant in it
     * @param label the answer that the file says the completion gives; where a file has none, the gold answer
     */
    record Row(String set, Task task, Question question, String completion, String label) {}

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS);

    private final Path data;
    private final Map<String, List<Choice>> choicesById = new HashMap<>();
    private final Map<String, String> goldById = new HashMap<>();

    LabelledRows(Path data) {
        this.data = data;
    }

    Stream<Row> all() {
        index("commonsenseqa/train_rand_split.jsonl.gz");
        index("commonsenseqa/dev_rand_split.jsonl");
        for (String file :
                List.of("arc_challenge/train.jsonl", "arc_challenge/valid.jsonl", "arc_challenge/test.jsonl")) {
            indexPlain(file);
        }
        for (String file : List.of("openbookqa/train.jsonl.gz", "openbookqa/valid.jsonl", "openbookqa/test.jsonl")) {
            indexPlain(file);
        }
        return Stream.of(
                        "gsm8k_teachers",
                        "gsm8k_backward",
                        "svamp_teachers",
                        "commonsenseqa_teachers",
                        "arc_challenge_teachers",
                        "openbookqa_teachers",
                        "strategyqa_teachers",
                        "thoughtsource_teachers",
                        "mbpp")
                .flatMap(this::files)
                .flatMap(file -> rows(data.relativize(file).toString()));
    }

    private Stream<Path> files(String folder) {
        try (Stream<Path> files = Files.list(data.resolve(folder))) {
            return files.filter(f -> f.getFileName().toString().contains(".json")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Row> rows(String file) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode node : read(file)) {
            if (file.contains("tora")) {
                add(rows, file, Tasks.MATH, Question.of(""), node.at("/code/0"), node.at("/pred/0"));
            } else if (file.contains("gpt3_6b")) {
                gpt3(rows, file, node);
            } else if (node.has("cot") && node.at("/cot/generation").isArray()) {
                rereading(rows, file, node);
            } else if (file.startsWith("gsm8k_backward")) {
                add(
                        rows,
                        file,
                        Tasks.MATH,
                        Question.of(""),
                        node.path("inv_question_pred_answer"),
                        node.path("pred_inv_answer_cleaned"));
                add(rows, file + " output", Tasks.MATH, Question.of(""), node.path("output"), node.path("answer"));
            } else if (node.has("palm")) {
                palm(rows, file, node);
            } else if (node.has("gen_label")) {
                llama(rows, file, node);
            } else if (node.has("teacher_output")) {
                choice(rows, file, node, "teacher_output");
            } else if (file.startsWith("strategyqa")) {
                JsonNode label = node.has("completion") ? node.path("completion") : node.path("answer");
                add(rows, file, Tasks.TEXT, Question.of(""), node.path("chain"), label);
            } else if (node.has("chain")) {
                add(rows, file, Tasks.MATH, Question.of(""), node.path("chain"), node.path("completion"));
            } else if (file.startsWith("thoughtsource")) {
                thoughtSource(rows, file, node);
            } else if (node.has("code") && node.has("task_id")) {
                String code = node.path("code").asText();
                rows.add(new Row(
                        file + " fenced",
                        Tasks.named(Tasks.CODE),
                        Question.of(""),
                        "Reasoning: as asked\nAnswer:\n```python\n" + code + "\n```\nConfidence: 0.9",
                        code));
                rows.add(new Row(
                        file + " bare", Tasks.named(Tasks.CODE), Question.of(""), "Here it is.\n\n" + code, code));
            }
        }
        return rows.stream();
    }

    private static void gpt3(List<Row> rows, String file, JsonNode node) {
        for (String system : List.of("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")) {
            String gold = after(node.path("ground_truth").asText(), "A: ");
            String solution = node.path(system).path("solution").asText();
            // these solutions end in "A: n": the label is that line where the file calls it right or wrong alike
            add(rows, file + " " + system, Tasks.MATH, Question.of(""), solution, after(solution, "A: "));
            boolean right = node.path(system).path("is_correct").asBoolean();
            if (right) {
                add(rows, file + " " + system + " is_correct", Tasks.MATH, Question.of(""), solution, gold);
            }
        }
    }

    private static void rereading(List<Row> rows, String file, JsonNode node) {
        for (String style : List.of("cot", "vanilla")) {
            JsonNode given = node.path(style);
            boolean choice = node.has("answerKey");
            Question question =
                    choice ? new Question("", choices(node.at("/question/choices")), List.of()) : Question.of("");
            add(
                    rows,
                    file + " " + style,
                    choice ? Tasks.CHOICE : Tasks.MATH,
                    question,
                    given.at("/generation/0"),
                    given.path("answer"));
        }
    }

    private void palm(List<Row> rows, String file, JsonNode node) {
        if (node.has("id")) {
            choice(rows, file, node, "palm");
        } else {
            add(rows, file, Tasks.MATH, Question.of(""), node.path("palm"), node.path("label"));
        }
    }

    private void choice(List<Row> rows, String file, JsonNode node, String field) {
        String id = node.path("id").asText();
        Question question = new Question("", choicesById.get(id), List.of());
        add(rows, file + " (gold)", Tasks.CHOICE, question, node.path(field).asText(), goldById.get(id));
    }

    private static void llama(List<Row> rows, String file, JsonNode node) {
        String input = node.path("input").asText();
        int at = input.indexOf("Answer Choices:");
        if (at < 0) {
            add(rows, file + " (gold)", Tasks.MATH, Question.of(""), node.path("gen_label"), node.path("org_label"));
            return;
        }
        List<Choice> choices = input.substring(at)
                .lines()
                .skip(1)
                .filter(line -> line.length() > 4)
                .map(line -> new Choice(line.substring(1, 2), line.substring(4)))
                .toList();
        add(
                rows,
                file + " (gold)",
                Tasks.CHOICE,
                new Question("", choices, List.of()),
                node.path("gen_label"),
                node.path("org_label"));
    }

    /** Its labels say only whether the answer was right, so a row's label is the gold answer if it was, else a mark. */
    private static void thoughtSource(List<Row> rows, String file, JsonNode node) {
        List<Choice> choices = new ArrayList<>();
        node.path("choices")
                .forEach(c -> choices.add(new Choice(String.valueOf((char) ('A' + choices.size())), c.asText())));
        for (JsonNode chain : node.path("generated_cot")) {
            for (JsonNode answer : chain.path("answers")) {
                boolean right = answer.path("correct_answer").asBoolean();
                String gold = node.at("/answer/0").asText();
                String text = answer.path("answer").asText().isBlank()
                        ? chain.path("cot").asText()
                        : answer.path("answer").asText();
                if (right && answer.has("correct_answer")) {
                    add(rows, file + " right", Tasks.CHOICE, new Question("", choices, List.of()), text, gold);
                }
            }
        }
    }

    private static void add(
            List<Row> rows, String set, String task, Question question, Object completion, Object label) {
        String text = completion instanceof JsonNode node ? node.asText() : String.valueOf(completion);
        String answer = label instanceof JsonNode node ? node.asText() : String.valueOf(label);
        if (!text.isBlank() && !answer.isBlank() && !answer.equals("null")) {
            rows.add(new Row(set, Tasks.named(task), question, text, answer));
        }
    }

    private void index(String file) {
        for (JsonNode node : read(file)) {
            choicesById.put(node.path("id").asText(), choices(node.at("/question/choices")));
            goldById.put(node.path("id").asText(), node.path("answerKey").asText());
        }
    }

    private void indexPlain(String file) {
        for (JsonNode node : read(file)) {
            List<Choice> choices = new ArrayList<>();
            node.path("choices")
                    .forEach(c -> choices.add(new Choice(String.valueOf((char) ('a' + choices.size())), c.asText())));
            choicesById.put(node.path("id").asText(), choices);
            goldById.put(node.path("id").asText(), node.path("answer").asText());
        }
    }

    private static List<Choice> choices(JsonNode nodes) {
        List<Choice> choices = new ArrayList<>();
        nodes.forEach(c ->
                choices.add(new Choice(c.path("label").asText(), c.path("text").asText())));
        return choices;
    }

    private List<JsonNode> read(String file) {
        try (InputStream raw = Files.newInputStream(data.resolve(file));
                InputStream in = file.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(in)) {
            return nodes.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String after(String text, String mark) {
        int at = text.lastIndexOf(mark);
        return at < 0 ? "" : text.substring(at + mark.length());
    }
}
