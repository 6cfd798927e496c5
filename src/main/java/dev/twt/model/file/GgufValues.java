package dev.twt.model.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the key-value pairs of a GGUF file. */
final class GgufValues {
    private static final int UINT8 = 0;
    private static final int INT8 = 1;
    private static final int UINT16 = 2;
    private static final int INT16 = 3;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int UINT64 = 10;
    private static final int INT64 = 11;
    private static final int FLOAT64 = 12;
    private static final int MAX_NESTING = 4;

    private GgufValues() {}

    static Map<String, Object> pairs(FileCursor in, int count) throws IOException {
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            in.reading("metadata key " + i);
            String key = in.string();
            in.reading("the metadata of " + key);
            if (pairs.put(key, value(in, key, in.int32(), 0)) != null) {
                throw in.damaged("the metadata key " + key + " stands there twice");
            }
        }
        return pairs;
    }

    private static Object value(FileCursor in, String key, int type, int depth) throws IOException {
        return switch (type) {
            case FLOAT32, FLOAT64 -> floating(in, type);
            case BOOL -> in.int8() != 0;
            case STRING -> in.string();
            case ARRAY -> array(in, key, in.int32(), depth + 1);
            default -> integer(in, key, type);
        };
    }

    private static double floating(FileCursor in, int type) throws IOException {
        return type == FLOAT32 ? in.float32() : in.float64();
    }

    private static long integer(FileCursor in, String key, int type) throws IOException {
        return switch (type) {
            case UINT8 -> in.int8() & 0xff;
            case INT8 -> in.int8();
            case UINT16 -> in.int16() & 0xffff;
            case INT16 -> in.int16();
            case UINT32 -> in.int32() & 0xffffffffL;
            case INT32 -> in.int32();
            case UINT64, INT64 -> in.int64();
            default -> throw in.damaged("the metadata of " + key + " is of the unknown type " + type);
        };
    }

    private static Object array(FileCursor in, String key, int type, int depth) throws IOException {
        if (depth > MAX_NESTING) {
            throw in.damaged("the metadata of " + key + " holds lists in lists in lists");
        }
        int count = in.count(smallest(in, key, type));
        return switch (type) {
            case FLOAT32, FLOAT64 -> floats(in, type, count);
            case BOOL -> bools(in, count);
            case STRING -> strings(in, count);
            case ARRAY -> lists(in, key, count, depth);
            default -> integers(in, key, type, count);
        };
    }

    /** Fewest bytes a value of a type takes. */
    private static int smallest(FileCursor in, String key, int type) {
        return switch (type) {
            case UINT8, INT8, BOOL -> 1;
            case UINT16, INT16 -> 2;
            case UINT32, INT32, FLOAT32 -> 4;
            case UINT64, INT64, FLOAT64, STRING -> 8;
            case ARRAY -> 12;
            default -> throw in.damaged("the metadata of " + key + " is a list of the unknown type " + type);
        };
    }

    private static float[] floats(FileCursor in, int type, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) floating(in, type);
        }
        return values;
    }

    private static boolean[] bools(FileCursor in, int count) throws IOException {
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.int8() != 0;
        }
        return values;
    }

    private static Metadata.StringArray strings(FileCursor in, int count) throws IOException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.string());
        }
        return new Metadata.StringArray(List.copyOf(values));
    }

    private static List<Object> lists(FileCursor in, String key, int count, int depth) throws IOException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(array(in, key, in.int32(), depth + 1));
        }
        return values;
    }

    private static long[] integers(FileCursor in, String key, int type, int count) throws IOException {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = integer(in, key, type);
        }
        return values;
    }
}
