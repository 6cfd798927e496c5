import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long `jobs/twt generate` takes from its start to its first new request when the ledger holds many answers already.
 * Arguments are numbers of recorded answers; none: 10000, 100000, 1000000. The last line is one JSON object.
 */
final class ResumeBench {
    /** Four samples a question: requests that are still open beside the recorded ones. */
    private static final int OPEN = 1000;

    private ResumeBench() {}

    public static void main(String[] arguments) throws Exception {
        List<Integer> sizes = (arguments.length == 0 ? Stream.of("10000", "100000", "1000000") : Arrays.stream(arguments))
                .map(Integer::valueOf)
                .toList();
        ObjectNode result = new ObjectMapper().createObjectNode().put("bench", "resume");
        ObjectNode ratios = result.putObject("ratio");
        ObjectNode detail = result.putObject("detail");
        double smallest = 0;
        for (int recorded : sizes) {
            Resumed resumed = resume(recorded);
            System.out.printf(
                    Locale.ROOT,
                    "%,9d recorded: session after %.1f s, questions stored after %.1f s, first of %,d new requests after"
                            + " %.1f s, last after %.1f s, done after %.1f s, at most %,d MiB resident%n",
                    recorded,
                    resumed.session(),
                    resumed.stored(),
                    resumed.asked(),
                    resumed.first(),
                    resumed.last(),
                    resumed.whole(),
                    resumed.peakMib());
            smallest = smallest == 0 ? resumed.first() : smallest;
            ratios.put("bar-30s-over-first-request-" + recorded, rounded(30 / resumed.first()));
            detail.putObject(Integer.toString(recorded))
                    .put("session_seconds", rounded(resumed.session()))
                    .put("questions_stored_seconds", rounded(resumed.stored()))
                    .put("first_request_seconds", rounded(resumed.first()))
                    .put("last_request_seconds", rounded(resumed.last()))
                    .put("whole_seconds", rounded(resumed.whole()))
                    .put("times_the_smallest", rounded(resumed.first() / smallest))
                    .put("ledger_mib", resumed.ledgerMib())
                    .put("peak_resident_mib", resumed.peakMib())
                    .put("heap", heap());
        }
        System.out.println(result);
    }

    private static String heap() {
        return System.getenv().getOrDefault("TWT_HEAP", "1500m");
    }

    /**
     * Seconds from the start, as files appear and requests come.
     *
     * @param session until Spark's session is there and the workspace is taken
     * @param stored until the questions are read and stored
     */
    private record Resumed(
            double session, double stored, double first, double last, double whole, long asked, long peakMib, long ledgerMib) {}

    private static Resumed resume(int recorded) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("twt-resume");
        try (FirstRequest server = new FirstRequest()) {
            Path config = RecordedWorkspace.write(folder, recorded, OPEN, server.url());
            long ledger = size(folder.resolve("workspace/responses"));
            Path log = folder.resolve("log.txt");
            long begin = System.nanoTime();
            Process process = new ProcessBuilder("jobs/twt", "generate", "--config", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Path taken = folder.resolve("workspace/run.json");
            Path written = folder.resolve("workspace/questions/_SUCCESS");
            long peak = 0;
            double session = 0;
            double stored = 0;
            while (process.isAlive()) {
                double now = (System.nanoTime() - begin) / 1e9;
                session = session == 0 && Files.exists(taken) ? now : session;
                stored = stored == 0 && Files.exists(written) ? now : stored;
                peak = Math.max(peak, residentMib(process.pid()));
                Thread.sleep(100);
            }
            double whole = (System.nanoTime() - begin) / 1e9;
            if (process.exitValue() != 0 || server.asked() != OPEN) {
                throw new IllegalStateException(
                        "exit " + process.exitValue() + ", asked " + server.asked() + ":\n" + Files.readString(log));
            }
            return new Resumed(
                    session,
                    stored,
                    (server.firstNanos() - begin) / 1e9,
                    (server.lastNanos() - begin) / 1e9,
                    whole,
                    server.asked(),
                    peak,
                    ledger >> 20);
        } finally {
            remove(folder);
        }
    }

    /** What Linux says of the process's peak; 0 once it has ended. */
    private static long residentMib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
