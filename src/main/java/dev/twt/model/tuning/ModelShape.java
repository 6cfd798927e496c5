package dev.twt.model.tuning;

import dev.twt.model.network.Architecture;
import java.util.Locale;
import java.util.Optional;

/** What has to be the same for one training's state to be of use to another. */
record ModelShape(Architecture architecture, Optional<LoraSettings> lora) {
    @Override
    public String toString() {
        Architecture a = architecture;
        String trained = lora.map(l -> String.format(
                        Locale.ROOT, "adapters of rank %d, alpha %s, on %s", l.rank(), l.alpha(), l.targets()))
                .orElse("all weights");
        return String.format(
                Locale.ROOT,
                "%s, %d layers of %d, heads %d/%d of %d, feed-forward %d, vocabulary %d%s; %s",
                a.family().label(),
                a.layers(),
                a.width(),
                a.heads(),
                a.keyHeads(),
                a.headWidth(),
                a.feedForward(),
                a.vocabulary(),
                a.tied() ? ", tied" : "",
                trained);
    }
}
