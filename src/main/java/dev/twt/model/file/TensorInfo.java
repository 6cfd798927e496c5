package dev.twt.model.file;

/**
 * Where a tensor stands in a GGUF file.
 *
 * @param shape in PyTorch's order (GGUF writes the fastest dimension first)
 * @param type ggml's number of its format
 * @param offset of its first byte, from the start of the file's data part
 * @param values number of values
 */
@SuppressWarnings("ArrayRecordComponent") // stays within the package
record TensorInfo(String name, long[] shape, int type, long offset, long values) {}
