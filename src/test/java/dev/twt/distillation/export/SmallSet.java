package dev.twt.distillation.export;

import dev.twt.config.ExportConfig;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.Workspace;
import dev.twt.distillation.DistillationSets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** A workspace with a distillation set of 20 examples, each fifth held out. */
final class SmallSet {
    static final int TRAIN = 16;
    static final int HELD_OUT = 4;
    static final String PROMPT = "What is \"6 * 7\"?\nSay é, 数 or \uD83D\uDE00. Number ";

    private SmallSet() {}

    static Workspace in(Path folder, SparkSession spark) {
        Workspace workspace = Workspace.at(folder.toString(), new Configuration());
        DistillationSets.write(
                spark.createDataFrame(examples(), DistillColumns.SCHEMA).repartition(3), "full", workspace.distill());
        workspace.writeText("distill/README.md", """
                ---
                license: other
                ---

                # The story
                | Column | What it holds |
                | stage | the folder |
                | split | the side |
                | teacher | who |
                """);
        return workspace;
    }

    private static List<Row> examples() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < TRAIN + HELD_OUT; i++) {
            rows.add(RowFactory.create(
                    "q" + i,
                    List.of(RowFactory.create("user", PROMPT + i)),
                    List.of(RowFactory.create("assistant", "Six sevens.\n\nThe answer is " + i)),
                    i % 2 == 0 ? null : i,
                    "ada",
                    "r" + i,
                    RowFactory.create(false),
                    i % 5 == 0 ? "held_out" : "train"));
        }
        return rows;
    }

    static ExportConfig all() {
        return new ExportConfig(List.of(ExportConfig.ALL), "", "apache-2.0");
    }
}
