package dev.twt.generation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/** A task's requests in groups that go in one request: neighbours that ask the same question. */
final class SampleGroups implements Iterator<List<PlannedRequest>> {
    private final Iterator<PlannedRequest> requests;
    private final SampleLimit limit;
    private PlannedRequest next;

    /** @param requests all samples of a question one after another */
    SampleGroups(Iterator<PlannedRequest> requests, SampleLimit limit) {
        this.requests = requests;
        this.limit = limit;
    }

    @Override
    public boolean hasNext() {
        return next != null || requests.hasNext();
    }

    @Override
    public List<PlannedRequest> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<PlannedRequest> group = new ArrayList<>();
        group.add(next == null ? requests.next() : next);
        next = null;
        while (next == null && group.size() < limit.most() && requests.hasNext()) {
            PlannedRequest candidate = requests.next();
            if (asksTheSame(candidate, group.get(0))) {
                group.add(candidate);
            } else {
                next = candidate;
            }
        }
        return group;
    }

    private static boolean asksTheSame(PlannedRequest one, PlannedRequest other) {
        return one.questionId().equals(other.questionId())
                && one.purpose().equals(other.purpose())
                && one.round() == other.round()
                && Objects.equals(one.words(), other.words());
    }
}
