package dev.twt.distillation.export;

import dev.twt.config.ExportConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.DatasetCard;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Hands the distillation sets of a workspace to other tools. */
public final class Exports {
    private static final List<String> ORDER = List.of("full", "compressed", "free");
    private static final String PARTITION = DistillColumns.STAGE + "=";

    private Exports() {}

    /**
     * Writes every stage that is there in every format that is wanted, in place of earlier exports.
     *
     * @throws UserException where there is no set, or something else is in the way
     */
    public static List<Exported> write(SparkSession spark, Workspace workspace, ExportConfig config) {
        String to = config.to().isBlank() ? workspace.root() + "/exports" : config.to();
        try {
            List<StageSide> sides = sides(spark, workspace);
            List<Exported> all = new ArrayList<>();
            for (ExportFormat format : formats(workspace, config)) {
                if (config.wants(format.name())) {
                    all.add(write(format, sides, ExportFolder.take(to, format.name(), workspace.configuration())));
                }
            }
            return all;
        } catch (IOException | RuntimeException e) {
            throw StorageProblems.explain(e, to);
        }
    }

    /**
     * Writes sets that are in no workspace as TRL reads them, in place of earlier ones of the same name.
     *
     * @param sets examples by stage, with the columns of {@link DistillColumns}
     * @param to folder that gets a folder of that name
     * @throws UserException where something else is in the way, or there is no example at all
     */
    public static Exported write(Map<String, Dataset<Row>> sets, String to, String name, Configuration configuration) {
        try {
            List<StageSide> sides = sets.entrySet().stream()
                    .flatMap(set -> StageSide.of(set.getKey(), set.getValue()))
                    .toList();
            return write(new TrlFormat(name), sides, ExportFolder.take(to, name, configuration));
        } catch (IOException | RuntimeException e) {
            throw StorageProblems.explain(e, to);
        }
    }

    private static List<ExportFormat> formats(Workspace workspace, ExportConfig config) {
        String story = workspace.readText("distill/" + DatasetCard.FILE).orElse("");
        return List.of(
                new TrlFormat(TrlFormat.NAME),
                new LlamaFactoryFormat(),
                new AxolotlFormat(),
                new HuggingFaceFormat(config.licence(), story));
    }

    private static Exported write(ExportFormat format, List<StageSide> sides, ExportFolder folder) throws IOException {
        List<ExportedFile> files = new ArrayList<>();
        for (StageSide side : sides) {
            format.write(side, folder).ifPresent(files::add);
        }
        if (files.isEmpty()) {
            throw new UserException(
                    "distill/", "the set has no example", "Run select with a lower threshold, see docs/selection.md");
        }
        format.describe(files, folder);
        folder.mark(true, files);
        return new Exported(format.name(), folder.shown(""), files, format.next(files, folder));
    }

    private static List<StageSide> sides(SparkSession spark, Workspace workspace) throws IOException {
        List<StageSide> sides = stages(workspace).stream()
                .flatMap(stage ->
                        StageSide.of(stage, spark.read().parquet(workspace.distill() + "/" + PARTITION + stage)))
                .toList();
        if (sides.isEmpty()) {
            throw new UserException(
                    workspace.distill(), "there is no distillation set in this workspace", "Run select first");
        }
        return sides;
    }

    /** The stages that are there, in the order in which a student takes them. */
    private static List<String> stages(Workspace workspace) throws IOException {
        Path folder = new Path(workspace.distill());
        try (Stream<FileStatus> found =
                Arrays.stream(folder.getFileSystem(workspace.configuration()).listStatus(folder))) {
            return found.filter(FileStatus::isDirectory)
                    .map(status -> status.getPath().getName())
                    .filter(name -> name.startsWith(PARTITION))
                    .map(name -> name.substring(PARTITION.length()))
                    .sorted(Comparator.comparingInt(Exports::place).thenComparing(stage -> stage))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static int place(String stage) {
        int place = ORDER.indexOf(stage.replaceFirst("-\\d+$", ""));
        return place < 0 ? ORDER.size() : place;
    }
}
