package dev.twt.config;

import java.util.Map;

/**
 * A configuration that was read, and what of it may be written down.
 *
 * @param run the typed record
 * @param json every key with its value after defaults, presets and {@code --set}, as indented JSON with sorted keys;
 *     values of keys that name a secret and values that came from environment variables are redacted
 * @param file where it was read from
 * @param overrides values of {@code --set} as they were given, secrets among them
 */
public record EffectiveConfig(RunConfig run, String json, ConfigPlace file, Map<String, String> overrides) {}
