package dev.twt.model.tuning;

import dev.twt.model.network.Architecture;
import dev.twt.model.network.Family;
import dev.twt.model.network.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The order in which the programs take the tensors of a network. */
final class Layout {
    private static final List<Part> LLAMA = List.of(
            Part.ATTENTION_NORM,
            Part.QUERY,
            Part.KEY,
            Part.VALUE,
            Part.QUERY_BIAS,
            Part.KEY_BIAS,
            Part.VALUE_BIAS,
            Part.QUERY_NORM,
            Part.KEY_NORM,
            Part.ATTENTION_OUTPUT,
            Part.FEED_FORWARD_NORM,
            Part.GATE,
            Part.UP,
            Part.DOWN);
    private static final List<Part> GEMMA3 = List.of(
            Part.ATTENTION_NORM,
            Part.QUERY,
            Part.KEY,
            Part.VALUE,
            Part.QUERY_NORM,
            Part.KEY_NORM,
            Part.ATTENTION_OUTPUT,
            Part.POST_ATTENTION_NORM,
            Part.FEED_FORWARD_NORM,
            Part.GATE,
            Part.UP,
            Part.DOWN,
            Part.POST_FEED_FORWARD_NORM);

    private Layout() {}

    /**
     * A tensor of the network.
     *
     * @param name in a Hugging Face folder
     * @param target name of its adapter's target; empty where it can have none
     */
    @SuppressWarnings("ArrayRecordComponent") // stays within the package
    record Slot(Part part, int layer, String name, long[] shape, Optional<String> target) {
        long size() {
            long product = 1;
            for (long each : shape) {
                product *= each;
            }
            return product;
        }
    }

    /** All tensors but a tied output matrix. */
    static List<Slot> of(Architecture architecture) {
        return places(architecture).stream().flatMap(Optional::stream).toList();
    }

    /** A place for each tensor that the family's program takes; empty where this network has none. */
    static List<Optional<Slot>> places(Architecture architecture) {
        Set<Part> parts = Part.of(architecture.family());
        List<Optional<Slot>> places = new ArrayList<>();
        places.add(Optional.of(slot(architecture, Part.EMBEDDING, 0)));
        places.add(Optional.of(slot(architecture, Part.FINAL_NORM, 0)));
        places.add(architecture.tied() ? Optional.empty() : Optional.of(slot(architecture, Part.OUTPUT, 0)));
        for (int layer = 0; layer < architecture.layers(); layer++) {
            for (Part part : architecture.family() == Family.GEMMA3 ? GEMMA3 : LLAMA) {
                places.add(parts.contains(part) ? Optional.of(slot(architecture, part, layer)) : Optional.empty());
            }
        }
        return places;
    }

    private static Slot slot(Architecture architecture, Part part, int layer) {
        String name = part.inFolder(architecture.family(), layer);
        String[] path = name.split("\\.");
        return new Slot(
                part,
                layer,
                name,
                architecture.shape(part),
                LoraSettings.TARGETS.stream()
                        .filter(target -> part.isMatrix() && path[path.length - 2].equals(target))
                        .findFirst());
    }
}
