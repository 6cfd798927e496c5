package dev.twt.model.file;

/** The number formats of safetensors files that are read and written. */
public enum SafetensorsType {
    F32(4, PlainFormats::f32),
    F16(2, PlainFormats::f16),
    BF16(2, PlainFormats::bf16);

    private final int bytes;

    @SuppressWarnings("ImmutableEnumChecker") // a static method, always
    private final BlockFormat format;

    SafetensorsType(int bytes, BlockFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    /** Bytes a value takes. */
    int bytes() {
        return bytes;
    }

    BlockFormat format() {
        return format;
    }

    /** Null for a format that can't be read. */
    static SafetensorsType named(String dtype) {
        for (SafetensorsType type : values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        return null;
    }
}
