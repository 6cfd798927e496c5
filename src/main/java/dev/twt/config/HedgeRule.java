package dev.twt.config;

/**
 * Where {@code retry.hedge-after} may be used: at own servers only. Nobody counts the second sending, so it must cost
 * nothing and break no limit.
 */
final class HedgeRule {
    private HedgeRule() {}

    static void check(Block block, TeacherConfig teacher) {
        if (!teacher.retry().hedges()) {
            return;
        }
        Leaf leaf = block.block("retry").leaf("hedge-after");
        LimitsConfig limits = teacher.limits();
        if (!teacher.asksServer()) {
            leaf.reject(
                    "backend = " + teacher.backend() + " sends no requests",
                    "Leave it out: only the backends openai and launched take it");
        } else if (teacher.batch().enabled()) {
            leaf.reject(
                    "a batch sends nothing a second time",
                    "Leave it out, or say " + block.path() + ".batch.enabled = false");
        } else if (hasPrice(teacher.price())) {
            leaf.reject(
                    "this teacher has a price, and the second sending would be paid as well",
                    "Leave it out: it is for servers of your own");
        } else if (limits.requestsPerMinute() > 0 || limits.tokensPerMinute() > 0) {
            leaf.reject(
                    "this teacher has a limit a minute, and second sendings are not counted by it",
                    "Leave it out, or the limits requests-per-minute and tokens-per-minute");
        } else if (teacher.retry().hedgeAfter().compareTo(teacher.endpoint().timeout()) >= 0) {
            leaf.reject("it is not below endpoint.timeout, which ends the request", "Take a shorter time");
        }
    }

    private static boolean hasPrice(PriceConfig price) {
        return price.input() > 0 || price.output() > 0 || price.cachedInput() > 0;
    }
}
