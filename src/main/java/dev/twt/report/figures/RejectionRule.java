package dev.twt.report.figures;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;

/**
 * What selection means by its reasons of rejection; told by whoever wires the two.
 *
 * @param words a reason, for a reader
 * @param accepted whether a scored candidate was good enough, over its {@code rejected_by}
 */
public record RejectionRule(UnaryOperator<String> words, Column accepted) {}
