package dev.twt.config;

/** Reads a teacher's {@code batch}. */
final class BatchReader {
    private static final int MOST_REQUESTS = 50_000;
    private static final long MOST_BYTES = 200_000_000;
    private static final int MOST_ATTEMPTS = 100;

    private BatchReader() {}

    static BatchConfig batch(Block block, String backend, EndpointConfig endpoint) {
        BatchConfig batch = new BatchConfig(
                block.leaf("enabled").flag(),
                block.leaf("await").flag(),
                block.leaf("poll-interval").duration(),
                (int) block.leaf("max-requests").whole(1, MOST_REQUESTS),
                block.leaf("max-bytes").whole(1, MOST_BYTES),
                (int) block.leaf("attempts").whole(1, MOST_ATTEMPTS),
                block.leaf("completion-window").filled(),
                block.leaf("call").text());
        if (batch.enabled() && !backend.equals("openai")) {
            block.leaf("enabled")
                    .reject("backend = " + backend + " has no batches", "Say backend = openai, or leave batch out");
        } else if (batch.enabled() && endpoint.urls().size() > 1) {
            block.leaf("enabled")
                    .reject(
                            "batches stay where they were submitted, and this teacher has "
                                    + endpoint.urls().size() + " urls",
                            "Keep one url, or make each a teacher of its own");
        }
        return batch;
    }
}
