package dev.twt.job;

import dev.twt.serving.InJvmAnswerer;
import java.nio.file.Path;

/** What the user sees when a model is served: what, where, how to ask, how to stop. */
record ServingScreen(Path model, String host, int port, int slots, String keyVariable) {
    String of(InJvmAnswerer answerer) {
        String address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        String key = keyVariable.isEmpty() ? "" : " -H \"Authorization: Bearer $" + keyVariable + "\"";
        return "Serving " + answerer.model() + " (" + model + ")\n"
                + "  context " + answerer.contextLength() + " tokens, " + slots + " answers at a time"
                + (answerer.plain() ? ", no chat template: prompted as plain text" : "") + "\n"
                + (answerer.prefix().isEmpty()
                        ? ""
                        : "  each prompt gets `" + answerer.prefix()
                                + "` before it, as the model was trained: its folder says so\n")
                + "  at " + address + "/v1" + (keyVariable.isEmpty() ? "" : ", with the key in " + keyVariable) + "\n"
                + "\n"
                + "Ask:\n"
                + "  curl " + address + "/v1/chat/completions" + key + " -H 'Content-Type: application/json' -d \\\n"
                + "    '{\"model\": \"" + answerer.model()
                + "\", \"max_tokens\": 64, \"messages\": [{\"role\": \"user\", \"content\": \"Say hello.\"}]}'\n"
                + "Stop: Ctrl-C; answers under way are finished.";
    }
}
