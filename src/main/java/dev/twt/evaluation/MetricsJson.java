package dev.twt.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.QuestionsConfig;

/** {@link EvaluationReport} as JSON; docs/evaluate.md has the schema. What is not known is null. */
public final class MetricsJson {
    private static final int FORMAT = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private MetricsJson() {}

    /**
     * @param questions where they are
     * @param labelled questions that were asked
     * @param unlabelled questions that were left out for want of a right answer
     */
    public static String write(EvaluationReport report, QuestionsConfig questions, long labelled, long unlabelled) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        ObjectNode set = root.putObject("questions");
        set.set("paths", MAPPER.valueToTree(questions.paths()));
        set.put("licence", questions.licence());
        set.put("asked", labelled);
        set.put("unlabelled", unlabelled);
        ArrayNode answerers = root.putArray("answerers");
        report.whole().forEach(one -> measured(answerers.addObject(), one));
        ArrayNode subsets = root.putArray("subsets");
        report.subsets().forEach(one -> measured(subsets.addObject(), one));
        ArrayNode pairs = root.putArray("pairs");
        report.comparisons().forEach(pair -> pair(pairs.addObject(), pair));
        ArrayNode seeds = root.putArray("seeds");
        report.spreads().forEach(spread -> spread(seeds.addObject(), spread));
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private static void measured(ObjectNode node, Measured one) {
        node.put("answerer", one.subset().answerer());
        node.put("by", one.subset().by());
        node.put("value", one.subset().value());
        node.put("model", one.model());
        node.put("questions", one.accuracy().questions());
        node.put("answers", one.answers());
        number(node, "accuracy", one.accuracy().value());
        interval(node, one.accuracy().interval());
        ObjectNode tokens = node.putObject("outputTokens");
        number(tokens, "mean", one.tokens().mean());
        number(tokens, "median", one.tokens().median());
        number(tokens, "p95", one.tokens().p95());
        tokens.put("total", one.tokens().total());
        ObjectNode seconds = node.putObject("seconds");
        number(seconds, "mean", one.meanSeconds());
        number(seconds, "median", one.medianSeconds());
        node.put("truncated", one.truncated());
        node.put("withoutAnswer", one.withoutAnswer());
        node.put("refused", one.refused());
        node.put("failed", one.failed());
        number(node, "usdPerThousand", one.usdPerThousand());
    }

    private static void pair(ObjectNode node, Comparison pair) {
        node.put("first", pair.first());
        node.put("second", pair.second());
        node.put("questions", pair.questions());
        node.put("onlyFirstAsked", pair.onlyFirstAsked());
        node.put("onlySecondAsked", pair.onlySecondAsked());
        number(node, "firstAccuracy", pair.firstAccuracy());
        number(node, "secondAccuracy", pair.secondAccuracy());
        number(node, "difference", pair.difference());
        interval(node, pair.interval());
        node.put("onlyFirstRight", pair.mcNemar().onlyFirst());
        node.put("onlySecondRight", pair.mcNemar().onlySecond());
        number(node, "p", pair.mcNemar().pValue());
        node.put("better", pair.better().isEmpty() ? null : pair.better());
    }

    private static void spread(ObjectNode node, SeedSpread spread) {
        node.put("group", spread.group());
        node.set("accuracies", MAPPER.valueToTree(spread.accuracies()));
        number(node, "mean", spread.mean());
        number(node, "deviation", spread.deviation());
        interval(node, spread.interval());
    }

    private static void interval(ObjectNode node, Interval interval) {
        ObjectNode at = node.putObject("interval");
        number(at, "low", interval.low());
        number(at, "high", interval.high());
        at.put("how", interval.how());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
