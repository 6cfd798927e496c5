package dev.twt.config;

/**
 * A configuration that was read, and what of it may be written down.
 *
 * @param run the typed record
 * @param json every key with its value after defaults, presets and {@code --set}, as indented JSON with sorted keys;
 *     values of keys that name a secret and values that came from environment variables are redacted
 */
public record EffectiveConfig(RunConfig run, String json) {}
