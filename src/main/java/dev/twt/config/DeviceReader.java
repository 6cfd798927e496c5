package dev.twt.config;

import java.util.regex.Pattern;

/** Reads where a model in the JVM is computed. */
final class DeviceReader {
    /** Whatever there is: a GPU, else the processor. */
    static final String AUTO = "auto";

    private static final Pattern DEVICE = Pattern.compile("auto|cpu|gpu(:[0-9]{1,4})?");

    private DeviceReader() {}

    static String device(Leaf leaf) {
        String device = leaf.text();
        if (!DEVICE.matcher(device).matches()) {
            leaf.reject(
                    leaf.shown() + " is no device",
                    "Say auto (a GPU where libtorch sees one, else the processor), cpu, gpu, or gpu:N for the GPU N");
        }
        return device;
    }
}
