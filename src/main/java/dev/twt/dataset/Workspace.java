package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.twt.config.Problem;
import dev.twt.config.UserException;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/** The folder that receives everything a run leaves; on this machine, HDFS or an object store. */
public final class Workspace implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Space on a local disk below which no step begins, in bytes. */
    public static final long LEAST_SPACE = 64L << 20;

    /** Name of the small file that holds the figures of the last evaluation. */
    public static final String METRICS = "evaluations/metrics.json";

    /** Name of the small file that holds what the last audit found. */
    public static final String AUDIT = "audit.json";

    private static final String RUN_RECORD = "run.json";

    private final String root;
    private final SerializableConfiguration hadoop;

    private Workspace(String root, Configuration hadoop) {
        this.root = root;
        this.hadoop = new SerializableConfiguration(hadoop);
    }

    /**
     * Names a workspace; nothing is made or checked yet.
     *
     * @param root local path, {@code hdfs://} or {@code s3a://}
     */
    public static Workspace at(String root, Configuration hadoop) {
        try {
            Path path = new Path(root);
            return new Workspace(path.getFileSystem(hadoop).makeQualified(path).toString(), hadoop);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(
                    "workspace", "'" + root + "' is no folder that can be reached: " + e.getMessage(), "Name a folder");
        }
    }

    /**
     * Makes the folder and sees that it can be written and that a local disk has space.
     *
     * @param leastSpace bytes that have to be free, see {@link #LEAST_SPACE}
     */
    public void prepare(long leastSpace) {
        Path folder = new Path(root);
        try {
            requireSpace(folder, leastSpace);
            FileSystem files = folder.getFileSystem(configuration());
            if (files.exists(folder) && files.getFileStatus(folder).isFile()) {
                throw new UserException(root, "the workspace is a file", "Name a folder");
            }
            files.mkdirs(folder);
            Path probe = new Path(folder, "_probe");
            files.create(probe, true).close();
            files.delete(probe, false);
        } catch (IOException | FSError e) {
            throw StorageProblems.of(e, root)
                    .orElseGet(() -> new UserException(
                            root, "it cannot be written: " + e.getMessage(), "Name a folder that can be written"));
        }
    }

    private void requireSpace(Path folder, long leastSpace) throws IOException {
        Optional<File> local = StoragePaths.local(folder, configuration());
        if (local.isEmpty()) {
            return;
        }
        File there = local.get();
        while (there != null && !there.exists()) {
            there = there.getParentFile();
        }
        if (there != null && there.getUsableSpace() < leastSpace) {
            throw new UserException(
                    root,
                    "the disk has " + (there.getUsableSpace() >> 20) + " MiB left, at least " + (leastSpace >> 20)
                            + " MiB are needed",
                    "Free space or name another workspace");
        }
    }

    /**
     * Takes the workspace for a run: a new one gets its record, one that exists must have been made for the same.
     *
     * @return the record to go on from
     * @throws UserException naming everything that differs
     */
    public RunRecord claim(RunRecord wanted) {
        Optional<RunRecord> made = record();
        if (made.isPresent()) {
            List<Problem> conflicts = made.get().identity().conflicts(wanted.identity(), root);
            if (!conflicts.isEmpty()) {
                throw new UserException(conflicts);
            }
        }
        RunRecord now = made.map(before -> before.continuedBy(wanted)).orElse(wanted);
        write(now);
        return now;
    }

    /** The record of the workspace, if it has one. */
    public Optional<RunRecord> record() {
        Path path = new Path(root, RUN_RECORD);
        try {
            Optional<String> text = StoragePaths.text(path, configuration());
            return text.isEmpty() ? Optional.empty() : Optional.of(RunRecordJson.read(text.get(), path.toString()));
        } catch (UserException e) {
            throw e;
        } catch (JsonProcessingException | RuntimeException e) {
            throw new UserException(
                    path.toString(),
                    "the run record cannot be read: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    "Restore the file, or name another workspace");
        } catch (IOException e) {
            throw StorageProblems.explain(e, root);
        }
    }

    /** Replaces the record: readers see the old one or the new one. */
    public void write(RunRecord record) {
        writeText(RUN_RECORD, RunRecordJson.write(record));
    }

    /** Replaces a small text file in the workspace, such as a card. */
    public void writeText(String name, String text) {
        try {
            StoragePaths.replace(new Path(root, name), text, configuration());
        } catch (IOException | FSError e) {
            throw StorageProblems.explain(e, root);
        }
    }

    /** The text of a small file in the workspace, or empty where there is none. */
    public Optional<String> readText(String name) {
        try {
            return StoragePaths.text(new Path(root, name), configuration());
        } catch (IOException e) {
            throw StorageProblems.explain(e, root);
        }
    }

    /** Refuses to go on where an earlier step left nothing. */
    public void requireStep(String what, String folder, String fix) {
        if (!has(folder)) {
            throw new UserException(folder, "there are no " + what + " in this workspace", fix);
        }
    }

    /** Whether an earlier step left that folder. */
    public boolean has(String folder) {
        try {
            Path path = new Path(folder);
            return path.getFileSystem(configuration()).exists(path);
        } catch (IOException e) {
            throw StorageProblems.explain(e, folder);
        }
    }

    public String root() {
        return root;
    }

    /** The questions that the run is about. */
    public String questions() {
        return child("questions");
    }

    /** The ledger. */
    public String responses() {
        return child("responses");
    }

    /** Vectors of rationales, kept so that none is made twice. */
    public String embeddings() {
        return child("embeddings");
    }

    /** What a step writes down for itself while it works; hidden, and gone when it ends. */
    String working() {
        return child(".working");
    }

    /** What became of programs that were run, kept so that none is run twice. */
    public String verdicts() {
        return child("verdicts");
    }

    public String scored() {
        return child("scored");
    }

    public String distill() {
        return child("distill");
    }

    /** Every try to make a kept rationale shorter. */
    public String compressed() {
        return child("compressed");
    }

    /** One folder a student. */
    public String students() {
        return child("students");
    }

    /** Answers to labelled questions, judged. */
    public String evaluated() {
        return child("evaluations/answers");
    }

    /** What was submitted to providers' batch APIs. */
    public String batches() {
        return child("batches");
    }

    /** Which questions a further round of rejection sampling asks, and how many good answers they had. */
    public String round(int number) {
        return child("rounds/round=" + number);
    }

    /** Questions that stand in evaluation sets as well. */
    public String contaminated() {
        return child("contaminated");
    }

    /** Questions that are nearly another one of the run. */
    public String nearDuplicates() {
        return child("near_duplicates");
    }

    /** Input rows that could not be used. */
    public String rejected() {
        return child("rejected");
    }

    private String child(String name) {
        return new Path(root, name).toString();
    }

    public Configuration configuration() {
        return hadoop.value();
    }
}
