package dev.twt.model.tuning;

import dev.twt.model.ModelSource;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Part;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What has to be the same for one training's state to be of use to another.
 *
 * @param frozen a sum over some of the weights that stay as they are; 0 where all are trained
 */
record ModelShape(Architecture architecture, Optional<LoraSettings> lora, long frozen) {
    static ModelShape of(ModelSource source, Optional<LoraSettings> lora) {
        CRC32 sum = new CRC32();
        if (lora.isPresent()) {
            add(sum, source.checkpoint().published(Part.FINAL_NORM, 0));
            add(sum, source.checkpoint().published(Part.QUERY, 0));
        }
        return new ModelShape(source.architecture(), lora, sum.getValue());
    }

    private static void add(CRC32 sum, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        sum.update(bytes);
    }

    @Override
    public String toString() {
        Architecture a = architecture;
        String trained = lora.map(l -> String.format(
                        Locale.ROOT, "adapters of rank %d, alpha %s, on %s", l.rank(), l.alpha(), l.targets()))
                .orElse("all weights");
        return String.format(
                Locale.ROOT,
                "%s, %d layers of %d, heads %d/%d of %d, feed-forward %d, vocabulary %d%s, sum %08x; %s",
                a.family().label(),
                a.layers(),
                a.width(),
                a.heads(),
                a.keyHeads(),
                a.headWidth(),
                a.feedForward(),
                a.vocabulary(),
                a.tied() ? ", tied" : "",
                frozen,
                trained);
    }
}
