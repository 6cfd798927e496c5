package dev.twt.job;

import dev.twt.config.UserException;
import dev.twt.model.ModelSpec;
import dev.twt.serving.ChatServer;
import dev.twt.serving.InJvmAnswerer;
import dev.twt.serving.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves a model over HTTP until it is stopped. Has no configuration file and no workspace. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        description = "Serves a model in this process as an OpenAI-compatible HTTP endpoint; see docs/serving.md.")
final class ServeCommand implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final int MOST_SLOTS = 256;
    private static final int WAITING_A_SLOT = 64;
    private static final int LAST_PORT = 65_535;

    private final StepRunner runner;
    private final Map<String, String> environment;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "GGUF file, Hugging Face folder, or adapter's folder.")
    private Path model;

    @Option(names = "--port", paramLabel = "PORT", description = "Default ${DEFAULT-VALUE}; 0: any that is free.")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Default ${DEFAULT-VALUE}: this machine alone may ask.")
    private String host = "127.0.0.1";

    @Option(names = "--slots", paramLabel = "N", description = "Answers made together, default ${DEFAULT-VALUE}.")
    private int slots = 8;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The model's name for clients; default: its file's, of a student STUDENT.STAGE.")
    private String name = "";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "float32 (default) or bfloat16.")
    private String dtype = "float32";

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description =
                    "auto (default: a GPU where there is one that libtorch sees, else the processor), cpu, gpu or gpu:N.")
    private String device = "auto";

    @Option(names = "--chat-template", paramLabel = "FILE", description = "A Jinja file instead of the model's own.")
    private Path chatTemplate;

    @Option(
            names = "--api-key-variable",
            paramLabel = "NAME",
            description = "Environment variable with the key that clients have to send.")
    private String keyVariable = "";

    ServeCommand(StepRunner runner, Map<String, String> environment) {
        this.runner = runner;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return runner.run(this::serve, "twt serve --model " + model);
    }

    private void serve(Console console) throws InterruptedException {
        check();
        ServerSettings settings = new ServerSettings(host, port, key(), slots * (1 + WAITING_A_SLOT), GRACE);
        try (ChatServer server = ChatServer.bind(settings);
                ServingEnd end = new ServingEnd(console)) {
            InJvmAnswerer answerer =
                    InJvmAnswerer.open(new ModelSpec(model, "", dtype, chatTemplate, device), slots, name);
            server.start(answerer);
            console.say(new ServingScreen(model, host, server.port(), slots, keyVariable).of(answerer));
            end.await();
        }
        console.say("Stopped.");
    }

    private void check() {
        if (port < 0 || port > LAST_PORT) {
            throw new UserException("--port " + port, "there is no such port", "Give one from 1 to " + LAST_PORT);
        }
        if (slots < 1 || slots > MOST_SLOTS) {
            throw new UserException(
                    "--slots " + slots, "a model has from 1 to " + MOST_SLOTS + " slots", "Give a number between");
        }
    }

    private String key() {
        if (keyVariable.isEmpty()) {
            return "";
        }
        String key = environment.getOrDefault(keyVariable, "").strip();
        if (key.isEmpty()) {
            throw new UserException(
                    "--api-key-variable " + keyVariable,
                    "this environment variable is not set or empty",
                    "Export it with the key that clients have to send, or leave the option out");
        }
        return key;
    }
}
