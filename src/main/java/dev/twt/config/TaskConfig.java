package dev.twt.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * Task settings.
 *
 * @param defaultType task of a question that names none and has neither choices nor tests: math, choice, text or code
 * @param equivalenceTimeout longest time one comparison of two answers may take
 */
public record TaskConfig(String defaultType, Duration equivalenceTimeout) implements Serializable {}
