package dev.twt.distillation.export;

/**
 * One side of one stage, as written.
 *
 * @param stage full, compressed or free
 * @param split train or held_out
 * @param path below the format's folder; a pattern where the side has several files
 * @param rows examples in it
 */
public record ExportedFile(String stage, String split, String path, long rows) {}
