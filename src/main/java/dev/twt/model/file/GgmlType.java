package dev.twt.model.file;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** ggml's number formats that can be read. Ids as in ggml.h. */
enum GgmlType {
    F32(0, 1, 4, PlainFormats::f32),
    F16(1, 1, 2, PlainFormats::f16),
    Q4_0(2, 32, 18, SmallBlocks::q4_0),
    Q4_1(3, 32, 20, SmallBlocks::q4_1),
    Q5_0(6, 32, 22, SmallBlocks::q5_0),
    Q5_1(7, 32, 24, SmallBlocks::q5_1),
    Q8_0(8, 32, 34, SmallBlocks::q8_0),
    Q4_K(12, 256, 144, SuperBlocks::q4_K),
    Q5_K(13, 256, 176, SuperBlocks::q5_K),
    Q6_K(14, 256, 210, SuperBlocks::q6_K),
    BF16(30, 1, 2, PlainFormats::bf16);

    private static final Map<Integer, GgmlType> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.id, Function.identity()));

    /** Names of the formats that are not read, so that a message can name them. */
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(9, "Q8_1"),
            Map.entry(10, "Q2_K"),
            Map.entry(11, "Q3_K"),
            Map.entry(15, "Q8_K"),
            Map.entry(16, "IQ2_XXS"),
            Map.entry(17, "IQ2_XS"),
            Map.entry(18, "IQ3_XXS"),
            Map.entry(19, "IQ1_S"),
            Map.entry(20, "IQ4_NL"),
            Map.entry(21, "IQ3_S"),
            Map.entry(22, "IQ2_S"),
            Map.entry(23, "IQ4_XS"),
            Map.entry(24, "I8"),
            Map.entry(25, "I16"),
            Map.entry(26, "I32"),
            Map.entry(27, "I64"),
            Map.entry(28, "F64"),
            Map.entry(29, "IQ1_M"),
            Map.entry(34, "TQ1_0"),
            Map.entry(35, "TQ2_0"),
            Map.entry(39, "MXFP4"));

    private final int id;
    private final int blockValues;
    private final int blockBytes;

    @SuppressWarnings("ImmutableEnumChecker") // a static method, always
    private final BlockFormat format;

    GgmlType(int id, int blockValues, int blockBytes, BlockFormat format) {
        this.id = id;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
        this.format = format;
    }

    static Optional<GgmlType> ofId(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** A name for any id, for messages. */
    static String nameOf(int id) {
        return ofId(id).map(GgmlType::name).orElse(OTHERS.getOrDefault(id, "number " + id));
    }

    static String supported() {
        return Arrays.stream(values()).map(GgmlType::name).collect(Collectors.joining(", "));
    }

    int id() {
        return id;
    }

    int blockValues() {
        return blockValues;
    }

    int blockBytes() {
        return blockBytes;
    }

    BlockFormat format() {
        return format;
    }
}
