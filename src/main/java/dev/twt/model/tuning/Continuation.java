package dev.twt.model.tuning;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.LoraAdapter;
import java.util.Set;
import java.util.TreeSet;

/** Whether an adapter can go on being trained under some settings. */
final class Continuation {
    private static final String FIX = "Ask for the same, or train on from the merged model";

    private Continuation() {}

    static void check(LoraAdapter adapter, LoraSettings lora) {
        String where = adapter.folder().toString();
        if (adapter.rank() != lora.rank()) {
            throw new ModelException(
                    where,
                    "the adapter has the rank " + adapter.rank() + ", and " + lora.rank() + " is asked for",
                    FIX);
        }
        if (Math.abs(adapter.scale() - lora.scale()) > 1e-9 * lora.scale()) {
            throw new ModelException(
                    where,
                    "the adapter's scale (alpha / rank) is " + adapter.scale() + ", and " + lora.scale()
                            + " is asked for",
                    FIX);
        }
        Set<String> found = new TreeSet<>();
        adapter.updates().keySet().forEach(name -> {
            String[] path = name.split("\\.");
            found.add(path[path.length - 2]);
        });
        if (!found.equals(new TreeSet<>(lora.targets()))) {
            throw new ModelException(
                    where, "the adapter updates " + found + ", and " + lora.targets() + " are asked for", FIX);
        }
    }
}
