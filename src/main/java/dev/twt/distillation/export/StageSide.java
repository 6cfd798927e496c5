package dev.twt.distillation.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;

import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One side of one stage.
 *
 * @param examples columns of {@link DistillColumns}, unordered
 */
record StageSide(String stage, String split, Dataset<Row> examples) {
    /** The order of a set on disk: mixed, and the same on any cluster. */
    private static final Column[] ORDER = {md5(col(DistillColumns.REQUEST_ID)), col(DistillColumns.REQUEST_ID)};

    /** Both sides of a stage; a set that was made before there were sides is all for training. */
    static Stream<StageSide> of(String stage, Dataset<Row> examples) {
        boolean sided = List.of(examples.columns()).contains(DistillColumns.SPLIT);
        Dataset<Row> all = sided ? examples : examples.withColumn(DistillColumns.SPLIT, lit(Split.TRAIN));
        return Stream.of(Split.TRAIN, Split.HELD_OUT)
                .map(side -> new StageSide(
                        stage, side, all.where(col(DistillColumns.SPLIT).equalTo(side))));
    }

    /** Some columns of the examples, in the set's order. */
    Dataset<Row> ordered(Column... columns) {
        return examples.orderBy(order()).select(columns);
    }

    /** The same in so many partitions of about equal size, the order going on from each to the next. */
    Dataset<Row> ordered(int partitions, Column... columns) {
        return examples.repartitionByRange(partitions, order())
                .sortWithinPartitions(order())
                .select(columns);
    }

    /** In sets of several objectives a request has an example in each. */
    private Column[] order() {
        return has(DistillColumns.OBJECTIVE)
                ? Stream.concat(Arrays.stream(ORDER), Stream.of(col(DistillColumns.OBJECTIVE)))
                        .toArray(Column[]::new)
                : ORDER;
    }

    /** Whether the examples have a column. */
    boolean has(String column) {
        return List.of(examples.columns()).contains(column);
    }

    /** The columns by which an example is found again. */
    static Column[] withLineage(Column... columns) {
        Stream<Column> lineage = Stream.of(col(DistillColumns.QUESTION_ID), col(DistillColumns.REQUEST_ID));
        return Stream.concat(Arrays.stream(columns), lineage).toArray(Column[]::new);
    }
}
