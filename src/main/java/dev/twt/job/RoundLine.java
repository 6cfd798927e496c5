package dev.twt.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a round of rejection sampling has brought and cost, by the ledger.
 *
 * @param round from 0
 * @param teachers that have answered in it, by name
 * @param asked questions with an answer of this round
 * @param answers of any outcome
 * @param tokens read and written
 * @param usd by the configured prices
 * @param reached questions that got enough good answers by it
 * @param open questions that have too few after it
 */
record RoundLine(
        int round, List<String> teachers, long asked, long answers, long tokens, double usd, long reached, long open) {
    /** For the run record. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("round", round);
        figures.put("teachers", teachers);
        figures.put("asked", asked);
        figures.put("answers", answers);
        figures.put("tokens", tokens);
        figures.put("usd", usd);
        figures.put("reached", reached);
        figures.put("open", open);
        return figures;
    }
}
