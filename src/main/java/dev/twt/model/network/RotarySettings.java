package dev.twt.model.network;

import java.util.Optional;

/**
 * The rotary embedding as {@code config.json} describes it: {@code rope_theta}, {@code rope_local_base_freq} and
 * {@code rope_scaling} up to transformers 4, {@code rope_parameters} (for Gemma 3 one for each kind of layer) since 5.
 */
final class RotarySettings {
    private static final String PARAMETERS = "rope_parameters";

    private RotarySettings() {}

    /** Frequencies of layers that see everything. */
    static float[] everywhere(ConfigJson config, Family family, int headWidth) {
        double usual = family == Family.GEMMA3 ? 1_000_000 : 10_000;
        Optional<ConfigJson> parameters = config.find(PARAMETERS);
        if (parameters.isPresent()) {
            return scaled(kind(parameters.get(), "full_attention"), headWidth, usual);
        }
        double base = config.findNumber("rope_theta").orElse(usual);
        return config.find("rope_scaling")
                .map(scaling -> scaled(scaling, headWidth, base))
                .orElseGet(() -> RotaryFrequencies.of(headWidth, base));
    }

    /** Frequencies of layers that see a window. */
    static float[] local(ConfigJson config, int headWidth) {
        Optional<ConfigJson> parameters = config.find(PARAMETERS);
        if (parameters.isPresent()) {
            return scaled(kind(parameters.get(), "sliding_attention"), headWidth, 10_000);
        }
        return RotaryFrequencies.of(
                headWidth, config.findNumber("rope_local_base_freq").orElse(10_000.0));
    }

    private static ConfigJson kind(ConfigJson parameters, String kind) {
        return parameters.find(kind).orElse(parameters);
    }

    private static float[] scaled(ConfigJson settings, int headWidth, double usualBase) {
        double base = settings.findNumber("rope_theta").orElse(usualBase);
        float[] plain = RotaryFrequencies.of(headWidth, base);
        String type = settings.findText("rope_type")
                .or(() -> settings.findText("type"))
                .orElse("default");
        settings.requireOne("partial_rotary_factor");
        return switch (type) {
            case "default" -> plain;
            case "linear" -> RotaryFrequencies.linear(plain, settings.number("factor"));
            case "llama3" ->
                RotaryFrequencies.llama3(
                        plain,
                        settings.number("factor"),
                        settings.number("low_freq_factor"),
                        settings.number("high_freq_factor"),
                        settings.number("original_max_position_embeddings"));
            default -> throw settings.refused("the rotary embedding is scaled by the method " + type);
        };
    }
}
