package dev.twt.selection.overlap;

import dev.twt.dataset.QuestionColumns;
import dev.twt.selection.overlap.Oracle.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Texts of random words, many of them others with words changed, put in or taken out. */
final class RandomTexts {
    private static final StructType SCHEMA = new StructType()
            .add(QuestionColumns.SCHEMA.apply(QuestionColumns.QUESTION_ID))
            .add(QuestionColumns.SCHEMA.apply(QuestionColumns.QUESTION))
            .add(QuestionColumns.SCHEMA.apply(QuestionColumns.CHOICES));

    private final Random random;
    private final List<String> earlier = new ArrayList<>();

    RandomTexts(long seed) {
        this.random = new Random(seed);
    }

    List<Text> some(String prefix, int count) {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = earlier.isEmpty() || random.nextInt(3) == 0 ? fresh() : changed();
            earlier.add(text);
            texts.add(new Text(prefix + i, text));
        }
        return texts;
    }

    private String word() {
        return "w" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26));
    }

    private String fresh() {
        List<String> words = new ArrayList<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            words.add(word());
        }
        return String.join(" ", words);
    }

    private String changed() {
        List<String> words = new ArrayList<>(
                List.of(earlier.get(random.nextInt(earlier.size())).split(" ")));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            switch (random.nextInt(3)) {
                case 0 -> words.set(random.nextInt(words.size()), word());
                case 1 -> words.add(random.nextInt(words.size() + 1), word());
                default ->
                    words.subList(words.size() > 1 ? words.size() - 1 : words.size(), words.size())
                            .clear();
            }
        }
        return String.join(" ", words);
    }

    /** As questions, in another order. */
    static Dataset<Row> questions(SparkSession spark, List<Text> texts, int partitions) {
        List<Row> rows = new ArrayList<>();
        texts.forEach(text -> rows.add(RowFactory.create(text.id(), text.words(), null)));
        Collections.shuffle(rows, new Random(partitions));
        return spark.createDataFrame(rows, SCHEMA).repartition(partitions);
    }
}
