package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.generation.governor.Governor;
import dev.twt.teacher.Teacher;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.CollectionAccumulator;
import scala.Tuple2;

/** Executor side of generation: the requests of one slot, all of one teacher, are sent and recorded. */
final class GenerationTask implements VoidFunction<Iterator<Tuple2<SlotKey, OpenRequest>>> {
    private static final long serialVersionUID = 1L;

    private final GenerationSettings settings;
    private final TallyAccumulator tallies;
    private final CollectionAccumulator<String> stops;
    private final CollectionAccumulator<String> exhausted;
    private final CollectionAccumulator<String> news;
    private final CollectionAccumulator<String> remarks;

    /**
     * Makes the function.
     *
     * @param stops receives teacher, tab and reason for every teacher that is given up
     * @param exhausted receives teacher, tab and reason where nothing more was granted
     * @param news receives what teachers that are being started wait for
     * @param remarks receives what a user should know of a teacher
     */
    GenerationTask(
            GenerationSettings settings,
            TallyAccumulator tallies,
            CollectionAccumulator<String> stops,
            CollectionAccumulator<String> exhausted,
            CollectionAccumulator<String> news,
            CollectionAccumulator<String> remarks) {
        this.settings = settings;
        this.tallies = tallies;
        this.stops = stops;
        this.exhausted = exhausted;
        this.news = news;
        this.remarks = remarks;
    }

    @Override
    public void call(Iterator<Tuple2<SlotKey, OpenRequest>> keyed) throws IOException {
        if (!keyed.hasNext()) {
            return;
        }
        TaskContext context = TaskContext.get();
        Tuple2<SlotKey, OpenRequest> first = keyed.next();
        int slot = first._1().slot();
        TeacherConfig config = settings.teachers().get(first._2().teacher());
        SlotTally tally = new SlotTally(config.name(), slot);
        SegmentFiles files = new SegmentFiles(settings.workspace());
        if (isTriedAgain(context)) {
            // The first attempt may have found the disk full: what another one asked would be paid and lost as well.
            files.requireRoom(segmentPrefix(slot, context));
        }
        Set<String> recorded = recordedBefore(context, files, slot, tally);
        FailureRule failures = TallyBoard.of(settings.runId()).rule(config.name(), settings.maxFailureShare());
        ask(
                new SlotRequests(first._2(), keyed, recorded, context::isInterrupted),
                config,
                files,
                segmentPrefix(slot, context),
                failures,
                tally);
    }

    private void ask(
            Iterator<PlannedRequest> requests,
            TeacherConfig config,
            SegmentFiles files,
            String prefix,
            FailureRule failures,
            SlotTally tally)
            throws IOException {
        TaskContext context = TaskContext.get();
        SegmentWriter segments =
                new SegmentWriter(files, prefix, settings.segmentRows(), settings.segmentInterval(), System::nanoTime);
        settings.keys().arrive();
        Teacher teacher;
        try {
            teacher = open(config, context);
        } catch (RuntimeException e) {
            stops.add(config.name() + "\tit cannot be opened: " + e.getMessage()
                    + TeacherFiles.whereNotOpened(settings.local()));
            return;
        }
        try (teacher;
                Governor governor = settings.governor().open(config.name())) {
            Optional<String> over = new RequestRunner(
                            teacher,
                            config,
                            settings.tasks(),
                            settings.seed(),
                            segments,
                            failures,
                            governor,
                            tally::add,
                            remarks::add,
                            context::isInterrupted,
                            settings.grace())
                    .run(requests);
            over.ifPresent(reason -> exhausted.add(config.name() + "\t" + reason));
            teacher.lost().ifPresent(reason -> stops.add(config.name() + "\t" + reason));
        }
        failures.stopped().ifPresent(reason -> stops.add(config.name() + "\t" + reason));
    }

    private Teacher open(TeacherConfig config, TaskContext context) {
        TeacherConfig here =
                GpuShare.here(ServerShare.here(TeacherFiles.here(config), context, settings.local()), context);
        Teacher teacher = settings.opener().open(here);
        return config.launches() ? new StartNews(teacher, ServerShare.place(settings.local()), news::add) : teacher;
    }

    private String slotPrefix(int slot) {
        return SegmentFiles.BY_TASKS + settings.runId() + "-" + slot + "-";
    }

    private String segmentPrefix(int slot, TaskContext context) {
        return slotPrefix(slot) + context.taskAttemptId();
    }

    private static boolean isTriedAgain(TaskContext context) {
        return context.attemptNumber() > 0 || context.stageAttemptNumber() > 0;
    }

    /** What earlier attempts of this task have published: a task tried again asks only the rest. */
    private Set<String> recordedBefore(TaskContext context, SegmentFiles files, int slot, SlotTally tally)
            throws IOException {
        Set<String> recorded = new HashSet<>();
        if (!isTriedAgain(context)) {
            return recorded;
        }
        Configuration hadoop = settings.workspace().configuration();
        for (Path segment : files.published(slotPrefix(slot))) {
            if (!SegmentReader.isWhole(segment, hadoop)) {
                continue;
            }
            for (SegmentReader.Recorded row : SegmentReader.read(segment, hadoop)) {
                if (recorded.add(row.requestId())) {
                    tally.add(Tally.of(row.outcome(), row.promptTokens(), row.completionTokens()));
                }
            }
        }
        return recorded;
    }

    /** One attempt's counts, shown on the board and added to the accumulator. */
    private final class SlotTally {
        private final String teacher;
        private final int slot;
        private Tally sum = Tally.NONE;

        SlotTally(String teacher, int slot) {
            this.teacher = teacher;
            this.slot = slot;
            add(Tally.NONE);
        }

        void add(Tally more) {
            sum = sum.plus(more);
            TallyBoard.of(settings.runId()).show(teacher, slot, sum);
            tallies.add(new TallyAccumulator.Change(teacher, more));
        }
    }
}
