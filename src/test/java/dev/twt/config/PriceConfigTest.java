package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PriceConfigTest {
    @Test
    void shouldPriceCachedTokensAsTheirOwn() {
        PriceConfig price = new PriceConfig(2, 8, 0.5, 0.5);

        assertThat(price.usd(1_000_000, 400_000, 500_000)).isCloseTo(1.2 + 0.2 + 4, within(1e-9));
        assertThat(price.usd(10, 99, 0)).as("never more cached than read").isCloseTo(5e-6, within(1e-12));
    }

    @Test
    void shouldPriceCachedTokensAsOthersWhereNothingIsSaid() {
        assertThat(new PriceConfig(2, 8).usd(1_000_000, 400_000, 0)).isCloseTo(2, within(1e-9));
    }

    @Test
    void shouldTakeTheDiscountOfBatchesOnce() {
        PriceConfig batch = new PriceConfig(2, 8, 1, 0.25).inBatches();

        assertThat(batch.usd(1_000_000, 0, 1_000_000)).isCloseTo(7.5, within(1e-9));
        assertThat(batch.inBatches()).isEqualTo(batch);
    }
}
