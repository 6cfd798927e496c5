package dev.twt.job;

import dev.twt.dataset.Workspace;
import dev.twt.dataset.WorkspaceLock;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Brings about what users may meet, on a real session and real files, and has what was printed. */
final class PrintedMessages extends ReplayedRun {
    /** What was printed, and the exit code. */
    record Printed(String text, int code) {}

    /** Brings one message about. */
    interface Scene {
        Printed play() throws Exception;
    }

    /** Enough for a teacher to be given up. */
    private static final int QUESTIONS = 60;

    /** Scenes in which teachers are asked or answers selected, which takes seconds. */
    static final Set<String> SLOW =
            Set.of("key-refused", "quota", "other-run", "budget", "stopped", "no-base-model", "no-such-question");

    private static final String SERVED = """
            workspace = "%1$s/workspace"
            questions = "%1$s/questions.jsonl"
            teachers.served {
              backend = openai
              model = fake-1
              endpoint.urls = "%2$s"
              retry { attempts = 2, first-wait = 5ms, longest-wait = 5ms }
            }
            """;

    private final Captured printed = new Captured();
    private final Map<String, Scene> scenes = new LinkedHashMap<>();
    private Consumer<Pipeline> before = pipeline -> {};

    PrintedMessages(Path place) throws IOException {
        writeRun(place);
        Files.move(folder.resolve("run.conf"), config());
        scenes.put("not-built", this::notBuilt);
        scenes.put("no-option", () -> twt("plan"));
        scenes.put(
                "no-config",
                () -> twt("plan", "--config", folder.resolve("mien.conf").toString()));
        scenes.put("unknown-key", () -> step("plan", "selection.quality.treshold=0.6", "budget.usd=five"));
        scenes.put("no-questions", () -> step("plan", "questions=" + folder.resolve("question.jsonl")));
        scenes.put("broken-rows", () -> step("plan", "strict=true"));
        scenes.put(
                "no-model",
                () -> step("plan", "teachers.careful.backend=in-jvm", "teachers.careful.model=models/mine.gguf"));
        scenes.put("no-key", this::noKey);
        scenes.put("key-refused", () -> served(401, "{\"error\": {\"message\": \"Incorrect API key provided\"}}"));
        scenes.put(
                "quota",
                () -> served(
                        429, "{\"error\": {\"code\": \"insufficient_quota\", \"message\": \"The quota is used up\"}}"));
        scenes.put("no-server", this::noServer);
        scenes.put("other-run", this::otherRun);
        scenes.put("at-work", this::atWork);
        scenes.put("newer-workspace", this::newerWorkspace);
        scenes.put("no-answers", () -> step("select"));
        scenes.put("budget", () -> step("generate", "budget.tokens=300"));
        scenes.put("stopped", this::stopped);
        scenes.put("no-set", () -> step("train", "train.base-model=conf/demo/teachers/ada"));
        scenes.put("no-base-model", this::noBaseModel);
        scenes.put(
                "unlabelled",
                () -> step(
                        "evaluate",
                        "evaluate.questions=" + folder.resolve("questions.jsonl"),
                        "evaluate.answerers=[careful]",
                        "strict=false"));
        scenes.put("not-evaluated", () -> step("compare"));
        scenes.put("no-such-question", this::noSuchQuestion);
        scenes.put("port", this::port);
        scenes.put("disk-full", () -> fails(new IOException("No space left on device")));
        scenes.put("fault", () -> fails(new IllegalStateException("index 3")));
    }

    Map<String, Scene> scenes() {
        return scenes;
    }

    private Path config() {
        return folder.resolve("mine.conf");
    }

    private Printed step(String step, String... sets) {
        String[] args = new String[3 + 2 * sets.length];
        args[0] = step;
        args[1] = "--config";
        args[2] = config().toString();
        for (int i = 0; i < sets.length; i++) {
            args[3 + 2 * i] = "--set";
            args[4 + 2 * i] = sets[i];
        }
        return twt(args);
    }

    private Printed twt(String... args) {
        return twt(
                (effective, console) -> {
                    Pipeline pipeline = TwtPipeline.on(spark, effective, console);
                    before.accept(pipeline);
                    return pipeline;
                },
                args);
    }

    private Printed twt(PipelineFactory factory, String... args) {
        StepRunner runner =
                new StepRunner(factory, printed.stream(), printed.stream(), Terminal.NONE, Interruption.PATIENCE);
        int code = Main.execute(args, runner, printed.stream(), printed.stream());
        return new Printed(printed.text(), code);
    }

    private Printed fails(Exception failure) {
        return twt(
                (effective, console) -> new FakePipeline(() -> PrintedMessages.<RuntimeException>sneak(failure)),
                "select",
                "--config",
                config().toString());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private Printed notBuilt() throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("jobs/twt", "--version").redirectErrorStream(true);
        script.environment().put("TWT_SPARK_LINE", "none");
        Process process = script.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Printed(said.replace("Spark none", "Spark 4.0"), process.waitFor());
    }

    private Printed noKey() throws IOException {
        Files.writeString(config(), SERVED.formatted(folder, "https://api.example.com/v1"));
        return step("plan", "teachers.served.endpoint.auth-variable=MY_PROVIDERS_KEY");
    }

    private Printed served(int status, String body) throws IOException {
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        try (FaultyServer server = FaultyServer.that(FaultyServer.status(status, body))) {
            Files.writeString(config(), SERVED.formatted(folder, server.url()));
            Files.writeString(folder.resolve("key"), "secret-1");
            return step(
                    "generate",
                    "teachers.served.endpoint.auth-file=" + folder.resolve("key"),
                    "generation.max-failure-share=0.5");
        }
    }

    private Printed noServer() throws IOException {
        FaultyServer server = FaultyServer.that(FaultyServer.status(200, ""));
        server.close();
        Files.writeString(config(), SERVED.formatted(folder, server.url()));
        return step("doctor");
    }

    private Printed otherRun() throws IOException {
        pipelineOfMine().generate();
        Files.copy(folder.resolve("questions.jsonl"), folder.resolve("others.jsonl"));
        return step("generate", "questions=" + folder.resolve("others.jsonl"));
    }

    private Pipeline pipelineOfMine() throws IOException {
        Files.copy(config(), folder.resolve("run.conf"));
        return pipeline();
    }

    /** By words alone: no vectors have to be made. */
    private void select() throws IOException {
        Files.copy(config(), folder.resolve("run.conf"));
        String[] words = {"selection.diversity.similarity", "words"};
        pipeline(words).generate();
        pipeline(words).select();
    }

    private Printed atWork() {
        Workspace workspace =
                Workspace.at(workspace("").toString(), spark.sparkContext().hadoopConfiguration());
        workspace.prepare(0);
        try (WorkspaceLock held = WorkspaceLock.take(workspace, () -> {})) {
            return held == null ? null : step("generate");
        }
    }

    private Printed newerWorkspace() throws IOException {
        Files.createDirectories(workspace(""));
        Files.writeString(workspace("run.json"), """
                {"format": 2, "versions": {"twt": "twt 0.9.0 (git 0123456789ab)"}}
                """);
        return step("select");
    }

    private Printed stopped() {
        before = Pipeline::stop;
        return step("generate");
    }

    private Printed noBaseModel() throws IOException {
        select();
        return step("train");
    }

    private Printed noSuchQuestion() throws IOException {
        select();
        return twt("select", "--config", config().toString(), "--explain", "q77");
    }

    private Printed port() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return twt("serve", "--model", "models/mine.gguf", "--port", String.valueOf(taken.getLocalPort()));
        }
    }
}
