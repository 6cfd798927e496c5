package dev.twt.training.grid;

import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.model.file.ModelException;
import dev.twt.process.ProcessEnd;
import dev.twt.process.Signals;
import dev.twt.training.StageMark;
import dev.twt.training.Student;
import dev.twt.training.StudentCard;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Main class of the process that trains one student of a grid. Arguments: its folder, and the folder of its sets. */
public final class StudentMain {
    /** The variable that holds the job, which may have secrets in it. */
    static final String JOB = "TWT_GRID_JOB";

    /** Beyond what a process of a lost executor takes, which may still be ending. */
    private static final long PATIENCE_MILLIS = 20_000;

    private static final long BETWEEN_TRIES = 500;
    private static final int FAULT = 1;
    private static final int USER = 2;
    private static final int STOPPED = 3;

    private final StudentJob job;
    private final StudentFolder folder;
    private final Path sets;
    private final AtomicBoolean stop;

    StudentMain(StudentJob job, StudentFolder folder, Path sets, AtomicBoolean stop) {
        this.job = job;
        this.folder = folder;
        this.sets = sets;
        this.stop = stop;
    }

    public static void main(String[] args) throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        // Not by a shutdown hook: once the JVM shuts down, libtorch takes no more calls, and the step under way is
        // lost.
        try (Signals signals = Signals.handle(() -> stop.set(true))) {
            StudentJob job = StudentJob.of(System.getenv(JOB));
            int code = new StudentMain(job, new StudentFolder(Path.of(args[0])), Path.of(args[1]), stop).run();
            System.out.flush();
            ProcessEnd.now(code); // all is written; nothing native is asked to clean up
        }
    }

    /** Trains, and says what came of it; the exit code. */
    int run() throws IOException {
        try {
            train();
            return 0;
        } catch (UserException e) {
            return failed(StudentEnd.Failed.of(e.problems().get(0)), e, USER);
        } catch (ModelException e) {
            return failed(new StudentEnd.Failed(e.where(), e.what(), e.fix()), e, USER);
        } catch (StoppedEarly e) {
            System.out.println(e.getMessage());
            return STOPPED;
        } catch (InterruptedException | IOException | RuntimeException | Error e) {
            e.printStackTrace(System.out);
            return failed(
                    new StudentEnd.Failed(
                            folder.log().toString(),
                            String.valueOf(e),
                            "See the log; said again, it goes on from its last checkpoint"),
                    e,
                    FAULT);
        }
    }

    private int failed(StudentEnd.Failed failed, Throwable thrown, int code) throws IOException {
        System.out.println(thrown.getMessage());
        folder.failure(failed);
        return code;
    }

    private void train() throws IOException, InterruptedException {
        try (FileChannel channel =
                        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            long begin = System.nanoTime();
            Student student = new Student(
                    folder.root(),
                    job.config(),
                    job.seed(),
                    environment(),
                    StudentMain::say,
                    StudentMain::say,
                    stop::get);
            List<StageMark> marks = student.train(
                    job.stages().stream().map(stage -> stage.in(sets)).toList());
            StudentCard card = new StudentCard(job.config(), job.seed(), marks, job.teachers(), job.versions());
            Files.writeString(folder.root().resolve(StudentCard.FILE), card.text());
            folder.record(record(marks, (System.nanoTime() - begin) / 1_000_000_000L));
        }
    }

    private FileLock lock(FileChannel channel) throws IOException, InterruptedException {
        long longest = Long.parseLong(System.getenv(StudentProcess.LAST_CHECKPOINT)) + PATIENCE_MILLIS;
        for (long waited = 0; waited < longest && !stop.get(); waited += BETWEEN_TRIES) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        throw new UserException(
                folder.root().toString(),
                "another process is training this student",
                "Wait until it has ended, or give the grid another train.name");
    }

    private StudentRecord record(List<StageMark> marks, long seconds) {
        return new StudentRecord(
                job.name(),
                job.config().method().word(),
                job.config().method().source(),
                job.config().baseModel(),
                job.seed(),
                job.inputs(),
                Runtime.getRuntime().availableProcessors(),
                seconds,
                marks,
                job.versions());
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.remove(JOB);
        environment.remove(StudentProcess.LAST_CHECKPOINT);
        return environment;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
