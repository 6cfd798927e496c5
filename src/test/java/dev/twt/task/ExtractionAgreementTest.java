package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds the agreement stated in docs/tasks.md, where the data sets are at hand. With {@code -Dagreement.show=PART} it
 * prints the table and ten disagreements of each set whose name holds PART ({@code none}: the table alone).
 */
class ExtractionAgreementTest {

    private static final Map<String, Double> FLOORS = Map.of(
            "gsm8k_teachers/gpt-4o-mini.read1.test.jsonl.gz cot", 0.999,
            "gsm8k_teachers/gpt-3.5-turbo.read1.test.jsonl.gz cot", 0.975,
            "gsm8k_teachers/tora-70b-v1.0.test.jsonl.gz", 0.998,
            "gsm8k_teachers/gpt3_6b_175b.test.jsonl.gz 175b_verification", 0.999,
            "arc_challenge_teachers/flan-t5_llama2.train.jsonl.gz (gold)", 0.999,
            "openbookqa_teachers/flan-t5_llama2.train.jsonl.gz (gold)", 0.999,
            "commonsenseqa_teachers/gpt-4o-mini.read1.dev.jsonl.gz cot", 0.999,
            "commonsenseqa_teachers/palm540b.dev.jsonl.gz (gold)", 0.78,
            "svamp_teachers/gpt-4o-mini.read1.all.jsonl.gz cot", 0.997,
            "mbpp/mbpp.jsonl.gz fenced", 0.999);

    @Test
    void shouldAgreeWithLabelsOfRealTeachers() {
        Path data = shared().resolve("data");
        assumeTrue(Files.isDirectory(data.resolve("gsm8k_teachers")), "the shared data sets are not here");

        Map<String, ExtractionAgreement.Counts> bySet = ExtractionAgreement.measure(data);

        String part = System.getProperty("agreement.show");
        if (part != null) {
            System.out.println(ExtractionAgreement.table(bySet));
            System.out.println(ExtractionAgreement.disagreements(bySet, part, 10));
        }
        FLOORS.forEach(
                (set, floor) -> assertThat(bySet.get(set).agreement()).as(set).isGreaterThanOrEqualTo(floor));
    }

    private static Path shared() {
        return Path.of(Optional.ofNullable(System.getProperty("TWT_SHARED"))
                .or(() -> Optional.ofNullable(System.getenv("TWT_SHARED")))
                .orElse("../shared"));
    }
}
