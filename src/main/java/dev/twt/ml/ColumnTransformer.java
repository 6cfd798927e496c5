package dev.twt.ml;

import java.net.URI;
import java.nio.file.Path;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** A stage that reads a column of texts and adds columns. All of it is parameters, so it is saved as these. */
public abstract class ColumnTransformer extends Transformer implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Param<String> inputCol;
    private final Param<String> outputCol;

    ColumnTransformer(String uid, String inputColumn, String outputColumn) {
        // First of all: a parameter asks whose it is.
        this.uid = uid;
        inputCol = new Param<>(this, "inputCol", "column of texts to read");
        outputCol = new Param<>(this, "outputCol", "column to add");
        setDefault(inputCol, inputColumn);
        setDefault(outputCol, outputColumn);
    }

    /** Column of texts to read. */
    public Param<String> inputCol() {
        return inputCol;
    }

    /** Column to add. */
    public Param<String> outputCol() {
        return outputCol;
    }

    public String getInputCol() {
        return text(inputCol);
    }

    public String getOutputCol() {
        return text(outputCol);
    }

    @Override
    public String uid() {
        return uid;
    }

    InputColumns columns(StructType schema) {
        return new InputColumns(getClass().getSimpleName(), schema);
    }

    /** The schema with a column more, which must be a new one. */
    StructType added(StructType schema, Param<String> column, DataType type) {
        columns(schema).requireNew(column.name(), text(column));
        return schema.add(text(column), type);
    }

    /** A path; {@code file:} URLs are made into one. */
    static String path(String url) {
        return url.startsWith("file:/") ? Path.of(URI.create(url)).toString() : url;
    }

    String text(Param<String> param) {
        return getOrDefault(param);
    }

    int whole(Param<Object> param) {
        return ((Number) getOrDefault(param)).intValue();
    }

    double number(Param<Object> param) {
        return ((Number) getOrDefault(param)).doubleValue();
    }
}
