/**
 * Stages for Spark ML's pipelines, with parameters named as in DJL's extension for Spark: sentence embeddings, answers of
 * models in the JVM, selection. Each is a {@link org.apache.spark.ml.Transformer} that can be saved and loaded.
 * {@link dev.twt.ml.TwtFunctions} has the same for SQL.
 */
package dev.twt.ml;
