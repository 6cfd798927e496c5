package dev.twt.model.network;

/**
 * Architectures that can be computed. The mathematics stand in {@code PROGRAM.torchscript.py} beside this class. Families
 * that differ only by tensors which one has and another has not share a program: {@link Part#of} tells which have what.
 */
public enum Family {
    LLAMA("llama", "llama"),
    /** Qwen2 and Qwen2.5: a Llama with biases on queries, keys and values. */
    QWEN2("qwen2", "llama"),
    /** Qwen3 (dense): a Llama whose queries and keys are normed head by head before the rotary embedding. */
    QWEN3("qwen3", "llama"),
    GEMMA3("gemma3", "gemma3");

    private final String label;
    private final String program;

    Family(String label, String program) {
        this.label = label;
        this.program = program;
    }

    /** The name as GGUF files write it. */
    public String label() {
        return label;
    }

    /** The name of the text that computes it. */
    public String program() {
        return program;
    }

    /** Whether each head's query and key are normed. */
    boolean normsHeads() {
        return this == QWEN3 || this == GEMMA3;
    }

    /** Whether queries, keys and values have biases. */
    boolean biased() {
        return this == QWEN2;
    }
}
