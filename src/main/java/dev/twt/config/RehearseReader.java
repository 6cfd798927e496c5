package dev.twt.config;

/** Reads the block {@code rehearse}. */
final class RehearseReader {
    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_ANSWER = 100_000;

    private RehearseReader() {}

    static RehearseConfig read(Block block) {
        RehearseConfig rehearse = new RehearseConfig(
                block.leaf("host").text(),
                (int) block.leaf("port").whole(0, LAST_PORT),
                block.leaf("latency").duration(),
                share(block, "latency-spread"),
                (int) block.leaf("answer-tokens").whole(1, LONGEST_ANSWER),
                share(block, "throttled"),
                block.leaf("retry-after").duration(),
                share(block, "failing"),
                share(block, "cut"),
                share(block, "slow"),
                block.leaf("slow-latency").duration(),
                share(block, "refused"),
                share(block, "truncated"),
                share(block, "without-usage"),
                share(block, "disagreeing"),
                block.leaf("requests-per-minute").whole(0, Long.MAX_VALUE),
                block.leaf("questions").whole(0, Long.MAX_VALUE),
                block.leaf("select").flag(),
                block.leaf("keep").flag());
        check(block, rehearse);
        return rehearse;
    }

    private static double share(Block block, String key) {
        return block.leaf(key).number(Range.between(0, 1));
    }

    private static void check(Block block, RehearseConfig r) {
        double all = r.throttled() + r.failing() + r.cut() + r.slow() + r.refused() + r.truncated() + r.withoutUsage();
        if (all > 1) {
            block.reject(
                    "its shares come to more than 1, and a request has one fault at most",
                    "Lower throttled, failing, cut, slow, refused, truncated or without-usage");
        }
    }
}
