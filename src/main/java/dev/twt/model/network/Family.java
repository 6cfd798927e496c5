package dev.twt.model.network;

/** Architectures that can be computed. The mathematics of each stands in {@code NAME.torchscript.py} beside this class. */
public enum Family {
    LLAMA("llama"),
    GEMMA3("gemma3");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    /** The name as GGUF files write it. */
    public String label() {
        return label;
    }
}
