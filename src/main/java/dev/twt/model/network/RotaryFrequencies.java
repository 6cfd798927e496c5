package dev.twt.model.network;

/**
 * Inverse frequencies of the rotary position embedding (Su et al., 2021): {@code base^(-2j / width)} for the j-th pair of
 * a head's elements, and the ways of stretching them to longer contexts.
 */
final class RotaryFrequencies {
    private RotaryFrequencies() {}

    static float[] of(int headWidth, double base) {
        float[] frequencies = new float[headWidth / 2];
        for (int j = 0; j < frequencies.length; j++) {
            frequencies[j] = (float) Math.pow(base, -2.0 * j / headWidth);
        }
        return frequencies;
    }

    /** Positions divided by a factor. */
    static float[] linear(float[] frequencies, double factor) {
        float[] scaled = new float[frequencies.length];
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = (float) (frequencies[j] / factor);
        }
        return scaled;
    }

    /** Each frequency divided by its own factor, as a GGUF file's {@code rope_freqs.weight} holds them. */
    static float[] divided(float[] frequencies, float[] factors) {
        float[] scaled = new float[frequencies.length];
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = frequencies[j] / factors[j];
        }
        return scaled;
    }

    /**
     * Llama 3.1's scaling: long waves are slowed by {@code factor}, short ones stay, those between are blended
     * (transformers, {@code _compute_llama3_parameters}).
     */
    static float[] llama3(float[] frequencies, double factor, double low, double high, double original) {
        float[] scaled = new float[frequencies.length];
        for (int j = 0; j < scaled.length; j++) {
            double turns = original * frequencies[j] / (2 * Math.PI);
            double share = Math.min(1, Math.max(0, (turns - low) / (high - low)));
            scaled[j] = (float) ((1 - share) * frequencies[j] / factor + share * frequencies[j]);
        }
        return scaled;
    }
}
