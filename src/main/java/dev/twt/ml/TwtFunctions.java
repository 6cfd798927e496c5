package dev.twt.ml;

import dev.twt.config.EmbeddingConfig;
import dev.twt.embedding.TextEmbeddings;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * Functions for SQL:
 *
 * <ul>
 *   <li>{@code twt_embed(text)}: the unit vector of a text, array of floats, by the model in the jar; null where there is
 *       no text
 *   <li>{@code twt_similarity(a, b)}: the cosine of two vectors, double in [-1, 1]; null where one is missing or has no
 *       direction
 * </ul>
 *
 * They take a row at a time: for many texts {@link SentenceEmbedder}, which takes them in batches, is faster.
 */
public final class TwtFunctions {
    /** Name of the function that embeds. */
    public static final String EMBED = "twt_embed";

    /** Name of the function that compares. */
    public static final String SIMILARITY = "twt_similarity";

    private static final int MAX_TOKENS = 256;

    private TwtFunctions() {}

    /** Makes the functions known to a session; again is no harm. */
    public static void register(SparkSession spark) {
        UDF1<String, float[]> embed = TwtFunctions::embed;
        UDF2<Seq<Object>, Seq<Object>, Double> similarity = TwtFunctions::similarity;
        spark.udf().register(EMBED, embed, DataTypes.createArrayType(DataTypes.FloatType, false));
        spark.udf().register(SIMILARITY, similarity, DataTypes.DoubleType);
    }

    private static float[] embed(String text) {
        return TextEmbeddings.of(text, new EmbeddingConfig(SentenceEmbedder.MINILM, "", MAX_TOKENS, 1));
    }

    /** @throws IllegalArgumentException where the vectors are of different lengths: they are of different models */
    private static Double similarity(Seq<Object> left, Seq<Object> right) {
        if (left == null || right == null) {
            return null;
        }
        if (left.size() != right.size()) {
            throw new IllegalArgumentException(SIMILARITY + ": vectors of " + left.size() + " and " + right.size()
                    + " dimensions are of different models and cannot be compared");
        }
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int i = 0; i < left.size(); i++) {
            double l = value(left.apply(i));
            double r = value(right.apply(i));
            product += l * r;
            leftSquares += l * l;
            rightSquares += r * r;
        }
        double cosine = product / Math.sqrt(leftSquares * rightSquares);
        return Double.isFinite(cosine) ? Math.max(-1, Math.min(1, cosine)) : null;
    }

    private static double value(Object number) {
        return number == null ? Double.NaN : ((Number) number).doubleValue();
    }
}
