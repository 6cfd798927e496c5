package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * What is open among some of the questions.
 *
 * @param planned requests of each teacher
 * @param open of these, to be sent
 * @param requests those that are open, or null where they are too many to carry
 */
record OpenShare(long[] planned, long[] open, List<OpenRequest> requests) implements Serializable {
    /** Looks up every request of a question. */
    record Finding(QuestionRequests plan, Broadcast<RecordedIds> recorded, List<Integer> again)
            implements FlatMapFunction<Row, OpenRequest> {
        @Override
        public Iterator<OpenRequest> call(Row question) {
            return open(question).iterator();
        }

        private List<OpenRequest> open(Row question) {
            RecordedIds ids = recorded.value();
            List<OpenRequest> open = new ArrayList<>();
            plan.of(question, (teacher, characters, request) -> {
                int best = ids.best(request.requestId());
                if (best < 0 || again.contains(best)) {
                    open.add(new OpenRequest(teacher, request));
                }
            });
            return open;
        }

        private boolean nothingRecorded() {
            return recorded.value().size() == 0;
        }
    }

    /**
     * Counts over a partition of the questions.
     *
     * @param most open requests to carry
     */
    record Counting(Finding finding, int most) implements FlatMapFunction<Iterator<Row>, OpenShare> {
        @Override
        public Iterator<OpenShare> call(Iterator<Row> questions) {
            int teachers = finding.plan().teachers().size();
            long[] planned = new long[teachers];
            long[] open = new long[teachers];
            List<OpenRequest> kept = new ArrayList<>();
            while (questions.hasNext()) {
                Row question = questions.next();
                add(question, planned);
                if (kept == null && finding.nothingRecorded()) {
                    add(question, open);
                    continue;
                }
                List<OpenRequest> found = finding.open(question);
                found.forEach(request -> open[request.teacher()]++);
                kept = kept == null || kept.size() + found.size() > most ? null : with(kept, found);
            }
            return List.of(new OpenShare(planned, open, kept)).iterator();
        }

        /** Every teacher is asked as often about every question that is put to it. */
        private void add(Row question, long[] counts) {
            List<TeacherConfig> teachers = finding.plan().teachers();
            IntStream.range(0, counts.length)
                    .filter(t -> QuestionRows.asks(question, teachers.get(t).name()))
                    .forEach(t -> counts[t] += teachers.get(t).samples());
        }

        private static List<OpenRequest> with(List<OpenRequest> kept, List<OpenRequest> more) {
            kept.addAll(more);
            return kept;
        }
    }
}
