package dev.twt.job;

import dev.twt.config.RunConfigs;
import dev.twt.toy.FreshModel;
import dev.twt.toy.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** make demo on few questions and for few steps, by conf/demo/world.conf and its committed teachers. */
final class SmallDemo {
    static final int QUESTIONS = 60;
    static final int TEST = 20;

    private final SparkSession spark;
    private final Path folder;
    private final PrintStream said;

    /** @param folder gets run, world and base, as target/demo */
    SmallDemo(SparkSession spark, Path folder, PrintStream said) {
        this.spark = spark;
        this.folder = folder;
        this.said = said;
    }

    /** From questions to students that were evaluated, in {@code run}. */
    void make() throws IOException {
        World world = new World(1, 3);
        world.write(World.Part.QUESTIONS, QUESTIONS, folder.resolve("world/questions.jsonl"));
        world.write(World.Part.TEST, TEST, folder.resolve("world/test.jsonl"));
        new FreshModel(1, 32).write(folder.resolve("base"), 1);

        pipeline(Map.of()).run();
        pipeline(Map.of("train.method", "answer-only", "train.name", "answers-only"))
                .train();
        pipeline(Map.of()).evaluate();
    }

    private Pipeline pipeline(Map<String, String> more) {
        Map<String, String> sets = new HashMap<>(more);
        sets.put("workspace", folder.resolve("run").toString());
        sets.put("questions.paths", folder.resolve("world/questions.jsonl").toString());
        sets.put("train.base-model", folder.resolve("base").toString());
        sets.put("train.epochs", "1");
        sets.put("evaluate.questions.paths", folder.resolve("world/test.jsonl").toString());
        Console console = new Console(said, said, false, new Terminal(false, 100));
        return TwtPipeline.on(spark, RunConfigs.effective(Path.of("conf/demo/world.conf"), sets), console);
    }
}
