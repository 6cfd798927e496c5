import dev.twt.config.RunConfig;
import dev.twt.config.RunConfigs;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.QuestionStore;
import dev.twt.dataset.Questions;
import dev.twt.dataset.Workspace;
import dev.twt.generation.Funds;
import dev.twt.generation.Generation;
import dev.twt.generation.GenerationResult;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import dev.twt.task.Tasks;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import dev.twt.teacher.Teachers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The step generate as users run it, into a workspace that is removed afterwards. */
final class OurSide {
    private static final long NONE = Long.MAX_VALUE;
    /** The session is local: these are seen from its tasks. */
    private static final AtomicLong FIRST = new AtomicLong();

    private static final AtomicLong LAST = new AtomicLong();

    private final SparkSession spark;
    private final int segmentRows;

    /**
     * How long a run took, in seconds.
     *
     * @param asking from the first request to the last answer in a published file
     * @param whole questions read and stored, requests planned, asked, recorded, files compacted
     */
    record Seconds(double asking, double whole) {}

    OurSide(SparkSession spark, int segmentRows) {
        this.spark = spark;
        this.segmentRows = segmentRows;
    }

    Seconds seconds(Point point, String url, List<String> questions) throws IOException {
        Path folder = Files.createTempDirectory("twt-fanout");
        try {
            return seconds(point, config(folder, point, url, questions.subList(0, point.rows())));
        } finally {
            remove(folder);
        }
    }

    private RunConfig config(Path folder, Point point, String url, List<String> questions) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String question : questions) {
            lines.append("{\"question\": \"").append(question).append("\", \"task\": \"math\"}\n");
        }
        Files.writeString(folder.resolve("questions.jsonl"), lines);
        Path file = folder.resolve("run.conf");
        Files.writeString(file, """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation.segment-rows = %2$d
                teachers.fanout {
                  backend = openai
                  model = fanout
                  endpoint { urls = "%3$s", logprobs = false }
                  limits { in-flight = %4$d }
                }
                """.formatted(folder, segmentRows, url, point.inFlight()));
        return RunConfigs.read(file, Map.of());
    }

    private Seconds seconds(Point point, RunConfig config) {
        Workspace workspace =
                Workspace.at(config.workspace(), spark.sparkContext().hadoopConfiguration());
        workspace.prepare(Workspace.LEAST_SPACE);
        FIRST.set(NONE);
        long begin = System.nanoTime();
        try (QuestionSet set = Questions.read(spark, config.questions(), config.task())) {
            new QuestionStore(workspace).write(set);
        }
        GenerationResult result = new Generation(
                        spark, workspace, config.generation(), config.seed(), Tasks::named, Funds.unlimited())
                .run(
                        Questions.stored(spark, workspace),
                        Round.first(config.teachers()),
                        teacher -> new Clocked(Teachers.open(teacher)),
                        progress -> {},
                        new StopSignal());
        double whole = (System.nanoTime() - begin) / 1e9;
        long answered = result.teachers().get(0).answered();
        if (answered != point.rows()) {
            throw new IllegalStateException("only " + answered + " of " + point.rows() + " were answered");
        }
        return new Seconds((LAST.get() - FIRST.get()) / 1e9, whole);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Notes when the first request is made, and when the last task has published its answers and lets go. */
    private record Clocked(Teacher teacher) implements Teacher {
        @Override
        public String name() {
            return teacher.name();
        }

        @Override
        public int concurrency() {
            return teacher.concurrency();
        }

        @Override
        public CompletableFuture<Outcome> answer(TeacherRequest request) {
            if (FIRST.get() == NONE) {
                FIRST.compareAndSet(NONE, System.nanoTime());
            }
            return teacher.answer(request);
        }

        @Override
        public void close() {
            LAST.set(System.nanoTime());
            teacher.close();
        }
    }
}
