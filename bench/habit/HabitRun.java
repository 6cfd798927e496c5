import static org.apache.spark.sql.functions.col;

import dev.twt.config.EffectiveConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.job.Console;
import dev.twt.job.Pipeline;
import dev.twt.job.Terminal;
import dev.twt.job.TwtPipeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Many steps in one JVM, for starting one takes longer than most of them. Argument: the folder of everything. Standard input: a
 * line a step,
 *
 * <pre>
 * choose NAME TEACHER,TEACHER METHODS   a workspace of recorded answers of some teachers: selected, compressed, sets written
 * train NAME TOKENS STUDENTS METHODS SEEDS RATE [KEY=VALUE]...   students of that workspace; METHODS and SEEDS with commas
 * </pre>
 *
 * There are no blanks within a word. NAME.conf is the workspace's configuration. Answers are those that workspace run has; in run
 * itself teachers are asked.
 * What is there already is not made again; a step that fails is told and the next is taken.
 */
final class HabitRun {
    private static final String ALL = "run";

    private final Path out;
    private final SparkSession spark;
    private final Console console = new Console(System.out, System.err, false, new Terminal(false, 100));

    private HabitRun(Path out, SparkSession spark) {
        this.out = out;
        this.spark = spark;
    }

    public static void main(String[] arguments) throws IOException {
        Path out = Path.of(arguments[0]);
        SparkSession.Builder session =
                SparkSession.builder().master("local[" + cores() + "]").config("spark.sql.session.timeZone", "UTC");
        RunConfigs.read(out.resolve("run.conf"), Map.of()).spark().conf().forEach(session::config);
        try (SparkSession spark = session.getOrCreate();
                BufferedReader steps = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            HabitRun run = new HabitRun(out, spark);
            for (String step = steps.readLine(); step != null; step = steps.readLine()) {
                System.out.println("== " + step);
                run.step(step.split(" "));
            }
        }
    }

    /** As many students are trained at once. */
    private static String cores() {
        return System.getenv().getOrDefault("HABIT_CORES", "1");
    }

    private void step(String[] words) throws IOException {
        try {
            if (words[0].equals("choose")) {
                choose(words[1], words[2].split(","), words[3]);
            } else {
                train(words);
            }
        } catch (UserException e) {
            System.out.println(e.getMessage());
        }
    }

    private void choose(String name, String[] teachers, String methods) throws IOException {
        Path done = out.resolve(".done-chosen-" + name);
        if (Files.exists(done)) {
            return;
        }
        if (!name.equals(ALL)) {
            recorded(out.resolve(name).resolve("responses"), teachers);
        }
        pipeline(name, Map.of(), Pipeline::generate);
        pipeline(name, Map.of(), Pipeline::select);
        pipeline(name, Map.of(), Pipeline::compress);
        sets(name, methods);
        Files.createFile(done);
    }

    /** A grid writes its sets first; this one is asked to stop before it trains anybody. */
    private void sets(String name, String methods) {
        Map<String, String> settings =
                Map.of("train.name", "sets-" + name, "grid.methods", "[" + methods + "]", "grid.seeds", "[1]");
        try {
            pipeline(name, settings, grid -> {
                grid.stop();
                grid.trainGrid();
            });
        } catch (StoppedEarly e) {
            System.out.println("Sets: " + out.resolve("run/students/sets-" + name + "-sets"));
        }
    }

    /** Those of the teachers in the workspace of all, so that nobody is asked again. */
    private void recorded(Path to, String[] teachers) throws IOException {
        Path file = to.resolve("seg-" + String.join("-", teachers) + ".parquet");
        if (Files.exists(file)) {
            return;
        }
        Path aside = to.resolveSibling("recorded");
        spark.read()
                .parquet(out.resolve(ALL).resolve("responses").toString())
                .where(col("teacher").isin((Object[]) teachers))
                .coalesce(1)
                .write()
                .mode("overwrite")
                .parquet(aside.toString());
        Files.createDirectories(to);
        try (var written = Files.newDirectoryStream(aside, "*.parquet")) {
            Files.move(written.iterator().next(), file);
        }
    }

    private void train(String[] words) throws IOException {
        String name = words[1];
        String tokens = words[2];
        Path config = out.resolve(name + "-" + tokens + ".conf");
        if (!Files.exists(config)) {
            Path epochs = out.resolve(name + "-" + tokens + ".epochs");
            Path usual = out.resolve(name + ".conf");
            System.out.println(name + ", " + tokens + " tokens:");
            HabitPlan.main(new String[] {
                usual.toString(),
                out.resolve("run/students/sets-" + name + "-sets").toString(),
                out.resolve("base-1").toString(),
                tokens,
                epochs.toString(),
                out.resolve("world/questions.jsonl").toString()
            });
            Files.writeString(config, Files.readString(usual) + Files.readString(epochs));
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("train.name", words[3]);
        settings.put("grid.methods", "[" + words[4] + "]");
        settings.put("grid.seeds", "[" + words[5] + "]");
        settings.put("train.learning-rate", words[6]);
        for (String setting : List.of(words).subList(7, words.length)) {
            int equals = setting.indexOf('=');
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        pipeline(name + "-" + tokens, settings, Pipeline::trainGrid);
    }

    private void pipeline(String name, Map<String, String> settings, Consumer<Pipeline> step) {
        EffectiveConfig config = RunConfigs.effective(out.resolve(name + ".conf"), settings);
        try (Pipeline pipeline = TwtPipeline.on(spark, config, console)) {
            step.accept(pipeline);
        }
    }
}
