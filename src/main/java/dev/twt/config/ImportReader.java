package dev.twt.config;

import java.util.List;

/** Reads the block {@code import}. */
final class ImportReader {
    static final String OWN_QUESTIONS = "none";

    private static final List<String> COLUMNS = List.of(
            "question_id",
            "question",
            "text",
            "rationale",
            "answer",
            "stated_confidence",
            "token_logprobs",
            "token_texts",
            "prompt_tokens",
            "completion_tokens",
            "finish_reason",
            "choices",
            "gold");

    private ImportReader() {}

    static List<ImportSource> read(Block root) {
        return root.block("import").listed("sources", Reference.IMPORT_DEFAULTS).stream()
                .map(ImportReader::source)
                .toList();
    }

    private static ImportSource source(Block block) {
        return new ImportSource(
                block.leaf("path").filled(),
                block.leaf("format").constant(DataFormat.values()),
                block.leaf("teacher").filled(),
                block.leaf("model").text(),
                block.table("fields", COLUMNS),
                block.leaf("join").word(List.of("id", "question", OWN_QUESTIONS)),
                block.leaf("cut-at").text(),
                block.leaf("licence").text());
    }
}
