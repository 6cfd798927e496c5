package dev.twt.model;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.LoraAdapter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the model lies that an adapter belongs to. Nothing is fetched. */
final class AdapterBase {
    private AdapterBase() {}

    /** A relative path counts from the adapter's folder, else from the working directory. */
    static Path of(LoraAdapter adapter) {
        Path beside = adapter.folder().toAbsolutePath().resolve(adapter.base()).normalize();
        Path found = Files.exists(beside) ? beside : Path.of(adapter.base());
        String where = adapter.folder().resolve(LoraAdapter.CONFIG).toString();
        if (!Files.exists(found)) {
            throw new ModelException(
                    where,
                    "the model it belongs to, " + adapter.base() + ", is not on this machine",
                    "Set base_model_name_or_path to the model's folder or GGUF file");
        }
        if (LoraAdapter.isOne(found)) {
            throw new ModelException(
                    where,
                    "the model it belongs to, " + found + ", is an adapter itself",
                    "Merge that one into its model, and name the merged folder");
        }
        return found;
    }
}
