package dev.twt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twt.model.tuning.TokenExample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectivesTest {
    private static LabelledExample example(int learned, double weight) {
        return new LabelledExample("q", new TokenExample(new int[learned + 2], 2, weight));
    }

    private static double total(LabelledExample example) {
        return example.tokens().weight() * example.learned();
    }

    @Test
    void shouldLetObjectivesCountByTheirWeightsNotByTheirLengths() {
        List<LabelledExample> balanced = Objectives.balanced(
                List.of(example(4, 1), example(6, 1), example(80, 0.5), example(120, 0.5)),
                List.of("label", "label", "rationale", "rationale"));

        double labels = total(balanced.get(0)) + total(balanced.get(1));
        double rationales = total(balanced.get(2)) + total(balanced.get(3));
        assertThat(rationales).isCloseTo(0.5 * labels, within(1e-9));
        assertThat(balanced.get(1).tokens().weight())
                .as("tokens of an objective weigh the same")
                .isEqualTo(balanced.get(0).tokens().weight());
    }

    @Test
    void shouldLetAnObjectiveOfFewerExamplesCountForLess() {
        List<LabelledExample> balanced = Objectives.balanced(
                List.of(example(5, 1), example(5, 1), example(50, 1)), List.of("label", "label", "rationale"));

        assertThat(total(balanced.get(2))).isCloseTo(total(balanced.get(0)), within(1e-9));
    }

    @Test
    void shouldLeaveASetOfOneObjectiveAsItIs() {
        List<LabelledExample> examples = List.of(example(4, 1), example(80, 0.5));

        assertThat(Objectives.balanced(examples, List.of("", ""))).isEqualTo(examples);
        assertThat(Objectives.balanced(List.of(), List.of())).isEmpty();
    }

    @Test
    void shouldLetABatchOfOneObjectiveCountByItsWeight() {
        TokenSet set = new TokenSet(
                Objectives.balanced(
                        List.of(example(5, 1), example(5, 1), example(50, 0.5), example(50, 0.5)),
                        List.of("label", "label", "rationale", "rationale")),
                List.of(),
                true);
        List<LabelledExample> labels = set.at(new int[] {0, 1});
        List<LabelledExample> rationales = set.at(new int[] {2, 3});

        double ofLabels = LossWeight.of(labels) / set.weight(labels);
        double ofRationales = LossWeight.of(rationales) / set.weight(rationales);
        assertThat(ofRationales).isCloseTo(0.5 * ofLabels, within(1e-9));
        assertThat(set.weight(set.examples())).isCloseTo(LossWeight.of(set.examples()), within(1e-9));
    }

    @Test
    void shouldDivideABatchOfASingleObjectiveByItsOwnTokens() {
        TokenSet set = new TokenSet(List.of(example(5, 1), example(50, 1)), List.of(), false);

        assertThat(set.weight(set.at(new int[] {1}))).isEqualTo(50);
    }
}
