package dev.twt.config;

/**
 * What the report shows.
 *
 * @param samples questions shown with all their answers, 0 to 50
 */
public record ReportConfig(int samples) {}
