package dev.twt.model.network;

import dev.twt.model.file.ModelException;
import dev.twt.model.file.Weights;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tensors of one model file, checked against the architecture and in the layout that the programs expect. */
public final class Checkpoint {
    private final String where;
    private final Weights weights;
    private final Architecture architecture;
    private final boolean gguf;
    private final Optional<LoraAdapter> adapter;

    private Checkpoint(
            String where, Weights weights, Architecture architecture, boolean gguf, Optional<LoraAdapter> adapter) {
        this.where = where;
        this.weights = weights;
        this.architecture = architecture;
        this.gguf = gguf;
        this.adapter = adapter;
    }

    /**
     * The tensors of a GGUF file.
     *
     * @param where the file, for messages
     */
    public static Checkpoint ofGguf(String where, Weights weights, Architecture architecture) {
        return new Checkpoint(where, weights, architecture, true, Optional.empty()).checked();
    }

    /**
     * The tensors of a Hugging Face folder.
     *
     * @param where the folder, for messages
     */
    public static Checkpoint ofFolder(String where, Weights weights, Architecture architecture) {
        return new Checkpoint(where, weights, architecture, false, Optional.empty()).checked();
    }

    /**
     * The same tensors with an adapter added to them.
     *
     * @throws ModelException if the adapter was made for another model
     */
    public Checkpoint with(LoraAdapter added) {
        added.check(architecture);
        return new Checkpoint(where, weights, architecture, gguf, Optional.of(added));
    }

    /** A part's values as the programs of inference want them, in row-major order. */
    float[] read(Part part, int layer) {
        float[] values = plain(part, layer);
        if (!gguf && gemmaNorm(part)) {
            add(values, 1);
        }
        return values;
    }

    /**
     * A part's values as a Hugging Face folder holds them, in row-major order.
     *
     * @param layer counts only for parts that every layer has
     */
    public float[] published(Part part, int layer) {
        float[] values = plain(part, layer);
        if (gguf && gemmaNorm(part)) {
            add(values, -1);
        }
        return values;
    }

    /** A part's values as a GGUF file holds them, in row-major order. */
    public float[] inGguf(Part part, int layer) {
        float[] values = published(part, layer);
        if (gemmaNorm(part)) {
            add(values, 1);
        }
        if (architecture.family() == Family.LLAMA && (part == Part.QUERY || part == Part.KEY)) {
            return sideBySide(values, part == Part.QUERY ? architecture.heads() : architecture.keyHeads());
        }
        return values;
    }

    private boolean gemmaNorm(Part part) {
        return architecture.family() == Family.GEMMA3 && part.isNorm();
    }

    private float[] plain(Part part, int layer) {
        float[] values = ordered(part, weights.read(name(part, layer)));
        adapter.ifPresent(added -> added.addTo(part.inFolder(architecture.family(), layer), values));
        return values;
    }

    private float[] ordered(Part part, float[] values) {
        if (gguf && architecture.family() == Family.LLAMA) {
            if (part == Part.QUERY) {
                return halfSplit(values, architecture.heads());
            }
            if (part == Part.KEY) {
                return halfSplit(values, architecture.keyHeads());
            }
        }
        return values;
    }

    private String name(Part part, int layer) {
        return gguf ? part.inGguf(layer) : part.inFolder(architecture.family(), layer);
    }

    private Checkpoint checked() {
        Set<String> unknown = new TreeSet<>(weights.names());
        for (Part part : Part.of(architecture.family())) {
            for (int layer = 0; layer < (part.perLayer() ? architecture.layers() : 1); layer++) {
                String name = name(part, layer);
                unknown.remove(name);
                if (part != Part.OUTPUT || !architecture.tied()) {
                    checkShape(name, architecture.shape(part));
                }
            }
        }
        unknown.removeIf(Checkpoint::isDerived);
        if (!unknown.isEmpty()) {
            throw new ModelException(
                    where,
                    "it holds tensors that this program does not compute with, for example "
                            + unknown.iterator().next(),
                    "Take a model of the plain llama, qwen2, qwen3 or gemma3 architecture");
        }
        return this;
    }

    private void checkShape(String name, long[] expected) {
        if (!weights.names().contains(name)) {
            throw new ModelException(where, "the tensor " + name + " is missing", "Fetch the whole model again");
        }
        long[] found = weights.shape(name);
        if (!Arrays.equals(found, expected)) {
            throw new ModelException(
                    where,
                    "the tensor " + name + " has the shape " + Arrays.toString(found)
                            + " where the model's settings ask" + " for " + Arrays.toString(expected),
                    "Take the model's files from one place and one version");
        }
    }

    /** Tables that follow from the settings: read where the architecture is made, or not needed. */
    private static boolean isDerived(String name) {
        return name.equals("rope_freqs.weight") || name.endsWith(".rotary_emb.inv_freq");
    }

    /**
     * Undoes the order in which llama.cpp's converter stores query and key rows of Llama models: it puts the pairs of the
     * rotary embedding side by side, the programs want the first elements of all pairs and then the second ones.
     */
    private float[] halfSplit(float[] values, int heads) {
        int width = architecture.width();
        int half = architecture.headWidth() / 2;
        float[] ordered = new float[values.length];
        for (int head = 0; head < heads; head++) {
            int base = head * 2 * half;
            for (int j = 0; j < half; j++) {
                System.arraycopy(values, (base + 2 * j) * width, ordered, (base + j) * width, width);
                System.arraycopy(values, (base + 2 * j + 1) * width, ordered, (base + half + j) * width, width);
            }
        }
        return ordered;
    }

    /** The order that {@link #halfSplit} undoes. */
    private float[] sideBySide(float[] values, int heads) {
        int width = architecture.width();
        int half = architecture.headWidth() / 2;
        float[] ordered = new float[values.length];
        for (int head = 0; head < heads; head++) {
            int base = head * 2 * half;
            for (int j = 0; j < half; j++) {
                System.arraycopy(values, (base + j) * width, ordered, (base + 2 * j) * width, width);
                System.arraycopy(values, (base + half + j) * width, ordered, (base + 2 * j + 1) * width, width);
            }
        }
        return ordered;
    }

    private static void add(float[] values, float number) {
        for (int i = 0; i < values.length; i++) {
            values[i] += number;
        }
    }
}
