package dev.twt.job;

import dev.twt.dataset.FolderCopy;
import dev.twt.dataset.Sha256;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import dev.twt.training.grid.StudentEnd;
import dev.twt.training.grid.StudentFolder;
import dev.twt.training.grid.StudentJob;
import dev.twt.training.grid.StudentProcess;
import dev.twt.training.grid.StudentRecord;
import dev.twt.training.loop.Folders;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the students of a grid are trained and where they are kept. Known to the driver and to the tasks. */
sealed interface GridPlace extends Serializable {
    /** Trains a student where this is called. */
    StudentEnd train(StudentJob job, StudentProcess process, LongConsumer steps, BooleanSupplier stop)
            throws IOException, InterruptedException;

    /** What a student was made of that is there, whole. */
    Optional<StudentRecord> record(StudentJob job) throws IOException;

    /** Makes the sets that the driver wrote on its disk known to the tasks. */
    void share(Path sets) throws IOException;

    /** Folder on the driver's disk in which sets are written. */
    Path sets() throws IOException;

    /** Where a student is kept, in words. */
    String at(String name);

    /** Whether the models of the stages are all there. */
    private static boolean holdsAll(StudentJob job, Predicate<String> there) {
        return job.stages().stream().allMatch(stage -> there.test(stage.name() + "/model/twt-stage.json"));
    }

    /**
     * Students are trained where they stay, on a disk that the driver and all tasks see.
     *
     * @param students their folder
     * @param setsName of the folder in it that holds the sets
     */
    record Shared(String students, String setsName) implements GridPlace {
        @Override
        public StudentEnd train(StudentJob job, StudentProcess process, LongConsumer steps, BooleanSupplier stop)
                throws IOException, InterruptedException {
            Path first = sets().resolve(job.stages().get(0).train());
            if (!Files.exists(first)) {
                return new StudentEnd.Failed(
                        first.toString(),
                        "the executor that was to train " + job.name() + " does not see this file of the driver's",
                        "Let the workspace be on a disk that all executors share, or on HDFS or an object store");
            }
            return process.train(job, Path.of(students, job.name()), sets(), steps, stop);
        }

        @Override
        public Optional<StudentRecord> record(StudentJob job) throws IOException {
            Path root = Path.of(students, job.name());
            try {
                return holdsAll(job, file -> Files.exists(root.resolve(file)))
                        ? StudentRecord.of(Files.readString(root.resolve(StudentFolder.RECORD)))
                        : Optional.empty();
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        @Override
        public void share(Path sets) {
            // They are where the tasks look.
        }

        @Override
        public Path sets() {
            return Path.of(students, setsName);
        }

        @Override
        public String at(String name) {
            return Path.of(students, name).toString();
        }
    }

    /**
     * Students are trained on the disk of whichever executor it is, and copied to the workspace when they are done.
     *
     * @param setsName of the folder in the workspace's students that holds the sets
     * @param scratch folder on executors' disks; empty: that for temporary files
     */
    record Published(Workspace workspace, String setsName, String scratch) implements GridPlace {
        private static final int LONGEST = 12;

        @Override
        public StudentEnd train(StudentJob job, StudentProcess process, LongConsumer steps, BooleanSupplier stop)
                throws IOException, InterruptedException {
            Optional<StudentRecord> done =
                    record(job).filter(record -> record.inputs().equals(job.inputs()));
            if (done.isPresent()) {
                return new StudentEnd.Trained(done.get()); // by a task that was lost afterwards
            }
            Path folder = local().resolve(job.name());
            Path sets = folder.resolve(".sets");
            for (StudentJob.StageSet stage : job.stages()) {
                for (String file : Stream.of(stage.train(), stage.heldOut())
                        .filter(name -> !name.isEmpty())
                        .toList()) {
                    FolderCopy.fetch(at(setsName) + "/" + file, sets.resolve(file), workspace.configuration());
                }
            }
            StudentEnd end = process.train(job, folder, sets, steps, stop);
            if (end instanceof StudentEnd.Trained) {
                FolderCopy.publish(folder, at(job.name()), StudentFolder.RECORD, workspace.configuration());
                Folders.delete(folder);
            }
            return end;
        }

        /** The same for every try on this machine, so that one goes on where another was killed. */
        private Path local() {
            Path root = Path.of(scratch.isBlank() ? System.getProperty("java.io.tmpdir") : scratch);
            return root.resolve("twt-grid-" + Sha256.hex(workspace.students()).substring(0, LONGEST))
                    .toAbsolutePath();
        }

        @Override
        public Optional<StudentRecord> record(StudentJob job) {
            String under = "students/" + job.name() + "/";
            Optional<String> text = workspace.readText(under + StudentFolder.RECORD);
            return text.isPresent() && holdsAll(job, file -> workspace.has(workspace.root() + "/" + under + file))
                    ? StudentRecord.of(text.get())
                    : Optional.empty();
        }

        @Override
        public void share(Path sets) {
            try (Stream<Path> all = Files.walk(sets)) {
                String last = all.filter(Files::isRegularFile)
                        .map(file -> sets.relativize(file).toString())
                        .sorted()
                        .findFirst()
                        .orElseThrow();
                FolderCopy.publish(sets, at(setsName), last, workspace.configuration());
                Folders.delete(sets);
            } catch (IOException e) {
                throw StorageProblems.explain(e, at(setsName));
            }
        }

        @Override
        public Path sets() throws IOException {
            return Files.createTempDirectory("twt-sets");
        }

        @Override
        public String at(String name) {
            return workspace.students() + "/" + name;
        }
    }
}
