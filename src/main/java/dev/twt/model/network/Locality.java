package dev.twt.model.network;

/**
 * Layers that see only the last tokens.
 *
 * @param window tokens they see, the current one included
 * @param frequencies inverse frequencies of their rotary embedding
 * @param layers for each layer, whether it is one of them
 */
@SuppressWarnings("ArrayRecordComponent") // tables that are only read
public record Locality(int window, float[] frequencies, boolean[] layers) {

    /** Every {@code period}-th layer sees everything, the others are local. */
    static Locality everyNthGlobal(int layers, int period, int window, float[] frequencies) {
        boolean[] local = new boolean[layers];
        for (int i = 0; i < layers; i++) {
            local[i] = (i + 1) % period != 0;
        }
        return new Locality(window, frequencies, local);
    }
}
