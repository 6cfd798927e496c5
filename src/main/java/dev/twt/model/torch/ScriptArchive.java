package dev.twt.model.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive ({@code .pt}) with one module without parameters, made in memory: libtorch compiles the source
 * text when it loads the archive. The layout is the one {@code torch.jit.save} writes (PyTorch,
 * torch/csrc/jit/docs/serialization.md).
 */
final class ScriptArchive {
    private static final String FOLDER = "module/";

    /** Pickle of an object of class {@code __torch__.M} with the state {@code {'training': False}}. */
    private static final byte[] MODULE_PICKLE = join(
            new byte[] {(byte) 0x80, 2},
            ascii("c__torch__\nM\n"),
            new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0},
            ascii("training"),
            new byte[] {(byte) 0x89, 'u', 'b', '.'});

    /** Pickle of an empty tuple. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    /** The archive of a text that holds {@code class M(Module)}. */
    static byte[] of(String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "data.pkl", MODULE_PICKLE);
            put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            put(zip, "constants.pkl", NO_CONSTANTS);
            put(zip, "version", ascii("10\n"));
            put(zip, "byteorder", ascii("little"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** libtorch maps entries, so they are stored and not compressed. */
    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
