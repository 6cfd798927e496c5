package dev.twt.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The weights of a Hugging Face folder: the files named by {@code model.safetensors.index.json}, else
 * {@code model.safetensors}, else every {@code *.safetensors}.
 */
public final class SafetensorsFolder implements Weights {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INDEX = "model.safetensors.index.json";
    private static final String SINGLE = "model.safetensors";

    private final Path folder;
    private final List<SafetensorsFile> files;
    private final Map<String, SafetensorsFile> byTensor;

    private SafetensorsFolder(Path folder, List<SafetensorsFile> files, Map<String, SafetensorsFile> byTensor) {
        this.folder = folder;
        this.files = files;
        this.byTensor = byTensor;
    }

    /** Opens all files of the folder and reads their headers. */
    public static SafetensorsFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelException(folder.toString(), "there is no such folder", "Check the path of the model");
        }
        Path index = folder.resolve(INDEX);
        Map<String, String> wanted = Files.exists(index) ? index(index) : Map.of();
        Map<String, SafetensorsFile> opened = new LinkedHashMap<>();
        try {
            for (String name : wanted.isEmpty() ? fileNames(folder) : new TreeSet<>(wanted.values())) {
                opened.put(name, SafetensorsFile.open(folder.resolve(name)));
            }
            Map<String, SafetensorsFile> byTensor =
                    wanted.isEmpty() ? all(folder, opened) : listed(folder, wanted, opened);
            return new SafetensorsFolder(folder, List.copyOf(opened.values()), byTensor);
        } catch (RuntimeException e) {
            opened.values().forEach(SafetensorsFile::close);
            throw e;
        }
    }

    /** File by tensor. A file in another folder is refused: an index is data, and not to be followed anywhere. */
    private static Map<String, String> index(Path index) {
        try {
            Map<String, String> files = new LinkedHashMap<>();
            JsonNode map = JSON.readTree(Files.readString(index)).path("weight_map");
            map.properties().forEach(e -> files.put(e.getKey(), e.getValue().asText()));
            if (files.isEmpty()) {
                throw new ModelException(index.toString(), "it has no weight_map", "Fetch the model again");
            }
            for (String file : files.values()) {
                if (file.isEmpty() || file.contains("/") || file.contains("\\")) {
                    throw new ModelException(
                            index.toString(), "it names a file outside the folder: " + file, "Fetch the model again");
                }
            }
            return files;
        } catch (JsonProcessingException e) {
            throw new ModelException(index.toString(), "it is not JSON", "Fetch the model again", e);
        } catch (IOException e) {
            throw ModelFiles.unreadable(index, e);
        }
    }

    private static Set<String> fileNames(Path folder) {
        if (Files.exists(folder.resolve(SINGLE))) {
            return Set.of(SINGLE);
        }
        Set<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".safetensors"))
                    .forEach(names::add);
        } catch (IOException e) {
            throw ModelFiles.unreadable(folder, e);
        }
        if (names.isEmpty()) {
            throw new ModelException(
                    folder.toString(),
                    "there is no .safetensors file in the folder",
                    "Export the model with save_pretrained(…, safe_serialization=True), or use a GGUF file");
        }
        return names;
    }

    private static Map<String, SafetensorsFile> all(Path folder, Map<String, SafetensorsFile> opened) {
        Map<String, SafetensorsFile> byTensor = new LinkedHashMap<>();
        opened.values()
                .forEach(file -> file.names().forEach(tensor -> {
                    if (byTensor.put(tensor, file) != null) {
                        throw new ModelException(
                                folder.toString(),
                                "tensor " + tensor + " is in two of the .safetensors files",
                                "Keep the files of one model, or add its " + INDEX);
                    }
                }));
        return byTensor;
    }

    private static Map<String, SafetensorsFile> listed(
            Path folder, Map<String, String> wanted, Map<String, SafetensorsFile> opened) {
        Map<String, SafetensorsFile> byTensor = new LinkedHashMap<>();
        wanted.forEach((tensor, name) -> {
            SafetensorsFile file = opened.get(name);
            if (!file.names().contains(tensor)) {
                throw ModelFiles.noTensor(folder.resolve(name), tensor);
            }
            byTensor.put(tensor, file);
        });
        return byTensor;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(byTensor.keySet());
    }

    @Override
    public long[] shape(String name) {
        return file(name).shape(name);
    }

    @Override
    public float[] read(String name) {
        return file(name).read(name);
    }

    private SafetensorsFile file(String name) {
        SafetensorsFile file = byTensor.get(name);
        if (file == null) {
            throw ModelFiles.noTensor(folder, name);
        }
        return file;
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
