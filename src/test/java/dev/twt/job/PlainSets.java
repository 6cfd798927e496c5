package dev.twt.job;

import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.DistillationSets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Distillation sets of numbered examples, for tests of what trains on them. */
final class PlainSets {
    private PlainSets() {}

    /** A stage's set in a workspace; ada and bob have answered in turn, and the last examples are held out. */
    static void write(SparkSession spark, Path workspace, String stage, int train, int heldOut) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < train + heldOut; i++) {
            rows.add(RowFactory.create(
                    "q" + i,
                    List.of(RowFactory.create("user", "What is " + i + "?")),
                    List.of(RowFactory.create("assistant", stage + " " + i)),
                    null,
                    i % 2 == 0 ? "ada" : "bob",
                    "r" + i,
                    RowFactory.create(false),
                    i < train ? "train" : "held_out"));
        }
        DistillationSets.write(
                spark.createDataFrame(rows, DistillColumns.SCHEMA),
                stage,
                workspace.resolve("distill").toString());
    }
}
