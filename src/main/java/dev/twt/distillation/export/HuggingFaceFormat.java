package dev.twt.distillation.export;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.DistillColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The layout of a data set on the Hugging Face hub: Parquet, a configuration a stage, and a card. */
final class HuggingFaceFormat implements ExportFormat {
    private static final int ROWS_A_FILE = 100_000;
    private static final StructType SCHEMA = new StructType(Arrays.stream(DistillColumns.SCHEMA.fields())
            .filter(field -> !field.name().equals(DistillColumns.SPLIT))
            .toArray(StructField[]::new));

    private final HuggingFaceCard card;

    /**
     * @param licence identifier for the head of the card, or empty
     * @param story the card beside the set, or empty
     */
    HuggingFaceFormat(String licence, String story) {
        this.card = new HuggingFaceCard(licence, story, SCHEMA);
    }

    @Override
    public String name() {
        return "hugging-face";
    }

    @Override
    public Optional<ExportedFile> write(StageSide side, ExportFolder folder) throws IOException {
        long rows = side.examples().count();
        if (rows == 0) {
            return Optional.empty();
        }
        Column[] columns =
                Arrays.stream(SCHEMA.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
        String aside = "_" + side.stage() + "-" + side.split();
        side.ordered(Math.toIntExact((rows - 1) / ROWS_A_FILE + 1), columns)
                .write()
                .option("compression", "zstd")
                .parquet(folder.at(aside));
        String name = side.stage() + "/" + side.split();
        folder.adopt(aside, name + "-%05d-of-%05d.parquet");
        return Optional.of(new ExportedFile(side.stage(), side.split(), name + "-*.parquet", rows));
    }

    @Override
    public void describe(List<ExportedFile> files, ExportFolder folder) throws IOException {
        folder.text("README.md", card.of(files));
    }

    @Override
    public String next(List<ExportedFile> files, ExportFolder folder) {
        return "load_dataset(\"" + folder.shown("") + "\", \"" + files.get(0).stage() + "\")";
    }
}
