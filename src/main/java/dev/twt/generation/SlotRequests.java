package dev.twt.generation;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import scala.Tuple2;

/** A slot's requests but for those that were recorded before. */
final class SlotRequests implements Iterator<PlannedRequest> {
    private final Iterator<Tuple2<SlotKey, OpenRequest>> rest;
    private final Set<String> recorded;
    private final BooleanSupplier stop;
    private PlannedRequest next;

    /** @param stop whether the task is to stop */
    SlotRequests(
            OpenRequest first,
            Iterator<Tuple2<SlotKey, OpenRequest>> rest,
            Set<String> recorded,
            BooleanSupplier stop) {
        this.rest = rest;
        this.recorded = recorded;
        this.stop = stop;
        PlannedRequest request = first.request();
        this.next = recorded.contains(request.requestId()) ? null : request;
    }

    /** Spark's iterators throw in a task that is to stop; here they end, so that what is in flight is still awaited. */
    @Override
    public boolean hasNext() {
        try {
            while (next == null && rest.hasNext()) {
                PlannedRequest request = rest.next()._2().request();
                next = recorded.contains(request.requestId()) ? null : request;
            }
        } catch (Exception e) {
            if (!stop.getAsBoolean()) {
                throw e;
            }
            return false;
        }
        return next != null;
    }

    @Override
    public PlannedRequest next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        PlannedRequest request = next;
        next = null;
        return request;
    }
}
