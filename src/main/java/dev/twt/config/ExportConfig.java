package dev.twt.config;

import java.util.List;

/**
 * How distillation sets are handed to other tools.
 *
 * @param formats some of {@link #FORMATS}
 * @param to folder that gets one folder a format; empty: {@code exports/} of the workspace
 * @param licence identifier for the head of the Hugging Face card; empty: the card says what is known
 */
public record ExportConfig(List<String> formats, String to, String licence) {
    /** Stands for all formats. */
    public static final String ALL = "all";

    static final List<String> FORMATS = List.of("trl", "llama-factory", "axolotl", "hugging-face", ALL);

    public ExportConfig {
        formats = List.copyOf(formats);
    }

    /** Whether this format is wanted. */
    public boolean wants(String format) {
        return formats.contains(ALL) || formats.contains(format);
    }
}
