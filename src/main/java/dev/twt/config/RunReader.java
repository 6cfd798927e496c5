package dev.twt.config;

import java.util.List;
import java.util.Map;

/** Reads the whole tree into the typed record; what is wrong goes to the problems. */
final class RunReader {
    static final List<String> QUESTION_COLUMNS =
            List.of("id", "question", "choices", "gold", "setup", "tests", "split", "task");

    private static final int MOST_SAMPLES = 50;

    private RunReader() {}

    static RunConfig read(Block root) {
        List<ImportSource> imports = ImportReader.read(root);
        List<TeacherConfig> teachers = TeacherReader.read(root);
        EvaluateConfig evaluate = EvaluateReader.read(root.block("evaluate"), teachers);
        TrainConfig train = TrainReader.read(root.block("train"), imports.isEmpty() ? names(teachers) : List.of());
        return new RunConfig(
                root.leaf("workspace").filled(),
                root.leaf("strict").flag(),
                root.leaf("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
                questions(root.block("questions"), imports, evaluate),
                task(root.block("task")),
                teachers,
                budget(root.block("budget")),
                generation(root.block("generation")),
                RoundsReader.read(root.block("rounds"), teachers, !imports.isEmpty()),
                imports,
                embedding(root.block("embedding")),
                SelectionReader.read(root.block("selection")),
                CodeReader.read(root.block("code")),
                DecontaminateReader.read(root.block("decontaminate")),
                split(root.block("split")),
                export(root.block("export")),
                CompressReader.read(root.block("compress"), teachers),
                train,
                GridReader.read(root.block("grid"), train),
                evaluate,
                new ReportConfig((int) root.block("report").leaf("samples").whole(0, MOST_SAMPLES)),
                RehearseReader.read(root.block("rehearse")),
                spark(root.block("spark")));
    }

    private static List<String> names(List<TeacherConfig> teachers) {
        return teachers.stream().map(TeacherConfig::name).toList();
    }

    private static QuestionsConfig questions(Block block, List<ImportSource> imports, EvaluateConfig evaluate) {
        return new QuestionsConfig(
                paths(block.leaf("paths"), imports, evaluate),
                block.leaf("format").constant(DataFormat.AUTO, DataFormat.JSONL, DataFormat.JSON, DataFormat.PARQUET),
                block.table("fields", QUESTION_COLUMNS),
                block.leaf("limit").whole(0, Long.MAX_VALUE),
                block.leaf("licence").text());
    }

    private static List<String> paths(Leaf leaf, List<ImportSource> imports, EvaluateConfig evaluate) {
        boolean importsBringThem =
                !imports.isEmpty() && imports.stream().allMatch(i -> i.join().equals(ImportReader.OWN_QUESTIONS));
        boolean onlyEvaluates = !evaluate.questions().paths().isEmpty();
        if (leaf.isNull() && (importsBringThem || onlyEvaluates)) {
            return List.of();
        }
        List<String> paths = leaf.texts();
        if (!leaf.isNull() && (paths.isEmpty() || paths.stream().anyMatch(String::isBlank))) {
            leaf.reject("a path is missing or empty", "Name at least one file or folder of questions");
        }
        return paths;
    }

    private static SplitConfig split(Block block) {
        return new SplitConfig(
                block.leaf("held-out").number(Range.fromBelow(0, 1)),
                block.leaf("by").word(List.of("question", "cluster")));
    }

    private static ExportConfig export(Block block) {
        Leaf formats = block.leaf("formats");
        List<String> named = formats.texts();
        if (named.isEmpty() || !ExportConfig.FORMATS.containsAll(named)) {
            formats.reject(
                    "no such format: " + String.join(", ", named),
                    "Name some of " + String.join(", ", ExportConfig.FORMATS));
        }
        return new ExportConfig(
                named, block.leaf("to").text(), block.leaf("licence").text());
    }

    private static TaskConfig task(Block block) {
        return new TaskConfig(
                block.leaf("default-type").word(List.of("math", "choice", "text", "code")),
                block.leaf("equivalence-timeout").duration());
    }

    private static BudgetConfig budget(Block block) {
        return new BudgetConfig(
                block.leaf("usd").number(Range.atLeast(0)), block.leaf("tokens").whole(0, Long.MAX_VALUE));
    }

    private static GenerationConfig generation(Block block) {
        return new GenerationConfig(
                (int) block.leaf("tasks").whole(0, Integer.MAX_VALUE),
                (int) block.leaf("segment-rows").whole(1, Integer.MAX_VALUE),
                block.leaf("segment-interval").duration(),
                block.leaf("max-failure-share").number(Range.between(0, 1)),
                block.leaf("retry-failed").flag(),
                block.leaf("retry-truncated").flag());
    }

    private static EmbeddingConfig embedding(Block block) {
        EmbeddingConfig embedding = new EmbeddingConfig(
                block.leaf("source").word(List.of("minilm", "folder", "column")),
                block.leaf("path").text(),
                (int) block.leaf("max-tokens").whole(1, Integer.MAX_VALUE),
                (int) block.leaf("batch-size").whole(1, Integer.MAX_VALUE));
        if (!embedding.source().equals("minilm") && embedding.path().isBlank()) {
            block.leaf("path")
                    .reject(
                            "source = " + embedding.source() + " needs a path",
                            "Write embedding.path = FOLDER"
                                    + (embedding.source().equals("column")
                                            ? ", the Parquet with request_id and embedding"
                                            : " of model.onnx and tokenizer.json"));
        }
        return embedding;
    }

    private static SparkConfig spark(Block block) {
        Map<String, String> conf = block.table("conf");
        conf.keySet().stream()
                .filter(k -> !k.startsWith("spark."))
                .forEach(k -> block.block("conf")
                        .leaf(k)
                        .reject(
                                "this is no setting of Spark's: their names begin with \"spark.\"",
                                "Write spark." + k + ", or leave it out"));
        return new SparkConfig(
                block.leaf("master").filled(), block.leaf("app-name").filled(), conf);
    }
}
