import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of this process and of those that it started and that have ended, with all that these had started. */
final class ProcessorTime {
    /** Fields of /proc/self/stat behind the name in brackets; in ticks of a hundredth of a second. */
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;
    private static final double TICK_MILLIS = 10;

    private ProcessorTime() {}

    static double millis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double children = Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return children * TICK_MILLIS + system.getProcessCpuTime() / 1e6;
    }
}
