package dev.twt.model.torch;

import dev.twt.model.file.ModelException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The device that the user asks for: {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}. */
public sealed interface DeviceChoice {
    Pattern NUMBERED = Pattern.compile("(auto|gpu)(?::([0-9]{1,4}))?");

    /**
     * A GPU where libtorch sees one, else the processor.
     *
     * @param first number of the GPU that is taken if it is there; else it is GPU 0
     */
    record Automatic(int first) implements DeviceChoice {}

    /** The processor. */
    record Processor() implements DeviceChoice {}

    /**
     * A GPU and nothing else.
     *
     * @param number as libtorch counts those it sees, from 0
     */
    record Gpu(int number) implements DeviceChoice {}

    /** Reads it as it stands in a configuration; {@code auto:N} is what a task with GPU N makes of {@code auto}. */
    static DeviceChoice named(String word) {
        if (word.equals("cpu")) {
            return new Processor();
        }
        Matcher matcher = NUMBERED.matcher(word);
        if (!matcher.matches()) {
            throw new ModelException(
                    "device", "there is no device \"" + word + "\"", "Take auto, cpu, gpu, or gpu:N for the GPU N");
        }
        int number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return matcher.group(1).equals("auto") ? new Automatic(number) : new Gpu(number);
    }
}
