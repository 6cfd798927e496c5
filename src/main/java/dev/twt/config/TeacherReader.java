package dev.twt.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the blocks under {@code teachers}, and others of the same form. */
final class TeacherReader {
    static final List<String> BACKENDS = List.of("in-jvm", "openai", "launched", "replay");
    private static final List<String> DTYPES = List.of("float32", "bfloat16");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    static final int MOST_SAMPLES = 1000;
    /** OpenAI takes no more. */
    private static final int MOST_SAMPLES_A_REQUEST = 128;

    private static final int MOST_SLOTS = 4096;
    static final double HOTTEST = 5;

    private TeacherReader() {}

    static List<TeacherConfig> read(Block root) {
        return read(root, "teachers");
    }

    /** The same under another key, such as {@code evaluate.models}. */
    static List<TeacherConfig> read(Block around, String key) {
        List<TeacherConfig> teachers = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        around.named(key, Reference.TEACHER_DEFAULTS).forEach((name, block) -> {
            checkName(name, block, seen);
            teachers.add(read(name, block));
        });
        return teachers;
    }

    /** Names go into rows and folders, so they are plain, and differ by more than their case. */
    private static void checkName(String name, Block block, Map<String, String> seen) {
        if (!NAME.matcher(name).matches()) {
            block.reject(
                    "\"" + name + "\" cannot be a teacher's name",
                    "Take letters, digits, dots, hyphens and underscores, beginning with a letter or digit");
        }
        String other = seen.put(name.toLowerCase(Locale.ROOT), name);
        if (other != null) {
            block.reject("the teachers " + other + " and " + name + " differ in case only", "Rename one of them");
        }
    }

    private static TeacherConfig read(String name, Block block) {
        String backend = block.leaf("backend").word(BACKENDS);
        SamplingConfig sampling = sampling(block.block("sampling"));
        EndpointConfig endpoint = EndpointReader.endpoint(block.block("endpoint"), backend.equals("openai"));
        TeacherConfig teacher = new TeacherConfig(
                name,
                backend,
                block.leaf("model").filled(),
                sha256(block.leaf("sha256")),
                block.leaf("revision").text(),
                block.leaf("prompt").constant(PromptStyle.AUTO, PromptStyle.CHAT, PromptStyle.PLAIN),
                (int) block.leaf("examples").whole(0, Integer.MAX_VALUE),
                (int) block.leaf("samples").whole(1, MOST_SAMPLES),
                sampling,
                block.leaf("weight").number(Range.above(0)),
                (int) block.leaf("slots").whole(1, MOST_SLOTS),
                block.leaf("dtype").word(DTYPES),
                block.leaf("chat-template").text(),
                price(block.block("price")),
                endpoint,
                LaunchReader.launch(block.block("launch"), backend.equals("launched")),
                EndpointReader.limits(block.block("limits")),
                EndpointReader.retry(block.block("retry")),
                block.leaf("licence").text(),
                BatchReader.batch(block.block("batch"), backend, endpoint),
                (int) block.leaf("samples-a-request").whole(1, MOST_SAMPLES_A_REQUEST),
                DeviceReader.device(block.leaf("device")));
        checkSamples(block, teacher);
        checkTogether(block, teacher);
        HedgeRule.check(block, teacher);
        checkLaunch(block, teacher);
        return teacher;
    }

    private static SamplingConfig sampling(Block block) {
        return new SamplingConfig(
                block.leaf("temperature").number(Range.between(0, HOTTEST)),
                block.leaf("top-p").number(Range.aboveUpTo(0, 1)),
                (int) block.leaf("max-tokens").whole(1, Integer.MAX_VALUE),
                block.leaf("stop").texts().stream().filter(t -> !t.isEmpty()).toList());
    }

    private static PriceConfig price(Block block) {
        double input = block.leaf("input").number(Range.atLeast(0));
        Leaf cached = block.leaf("cached-input");
        return new PriceConfig(
                input,
                block.leaf("output").number(Range.atLeast(0)),
                cached.isNull() ? input : cached.number(Range.atLeast(0)),
                block.leaf("batch-discount").number(Range.between(0, 1)));
    }

    private static String sha256(Leaf leaf) {
        String sum = leaf.text();
        if (!sum.isEmpty() && !SHA256.matcher(sum).matches()) {
            leaf.reject(
                    leaf.shown() + " is not a SHA-256 sum",
                    "Write the 64 hexadecimal digits that sha256sum prints, or leave it empty");
        }
        return sum.toLowerCase(Locale.ROOT);
    }

    private static void checkLaunch(Block block, TeacherConfig teacher) {
        if (teacher.launches() && !teacher.endpoint().urls().isEmpty()) {
            block.block("endpoint")
                    .leaf("urls")
                    .reject(
                            "backend = launched starts its own servers and knows their addresses",
                            "Take urls out, or say backend = openai");
        }
        if (!teacher.launches() && !teacher.launch().command().isEmpty()) {
            block.block("launch")
                    .leaf("command")
                    .reject(
                            "backend = " + teacher.backend() + " starts no server",
                            "Say " + block.path() + ".backend = launched, or take launch out");
        }
    }

    private static void checkSamples(Block block, TeacherConfig teacher) {
        boolean greedy = teacher.sampling().temperature() == 0;
        if (teacher.backend().equals("in-jvm") && teacher.samples() > 1 && greedy) {
            block.leaf("samples")
                    .reject(
                            teacher.samples() + " samples at temperature 0 would be the same answer "
                                    + teacher.samples() + " times",
                            "Set " + block.path() + ".sampling.temperature above 0, or samples to 1");
        }
    }

    private static void checkTogether(Block block, TeacherConfig teacher) {
        if (teacher.samplesARequest() == 1) {
            return;
        }
        Leaf leaf = block.leaf("samples-a-request");
        if (!teacher.asksServer()) {
            leaf.reject(
                    "backend = " + teacher.backend() + " takes one answer a request",
                    "Leave it out: only the backends openai and launched take several");
        } else if (teacher.batch().enabled()) {
            leaf.reject(
                    "a batch asks each answer by itself",
                    "Leave it out, or say " + block.path() + ".batch.enabled = false");
        } else if (teacher.asksTooMuchTogether()) {
            leaf.reject(
                    teacher.answersARequest() + " answers of up to "
                            + teacher.sampling().maxTokens() + " tokens are more than limits.tokens-per-minute = "
                            + teacher.limits().tokensPerMinute() + " lets through",
                    "Lower it or " + block.path() + ".sampling.max-tokens, or raise the limit");
        }
    }
}
