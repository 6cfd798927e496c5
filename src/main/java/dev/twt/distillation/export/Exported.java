package dev.twt.distillation.export;

import java.util.List;

/**
 * A set in the form of one tool.
 *
 * @param format its word in the configuration
 * @param folder where it lies
 * @param files the sides of its stages that have examples
 * @param next what to do with it in that tool, a line of code or a command
 */
public record Exported(String format, String folder, List<ExportedFile> files, String next) {
    public Exported {
        files = List.copyOf(files);
    }

    /** Examples of all stages and sides. */
    public long rows() {
        return files.stream().mapToLong(ExportedFile::rows).sum();
    }
}
