import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;

/**
 * A workspace of some of the teachers of another: their recorded answers, so that nobody is asked again. Arguments: the folder
 * of answers, the new one, the teachers.
 */
final class HabitLedger {
    private HabitLedger() {}

    public static void main(String[] arguments) throws IOException {
        String[] teachers = Arrays.copyOfRange(arguments, 2, arguments.length);
        Path to = Path.of(arguments[1]);
        Path aside = Path.of(arguments[1] + "-part");
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .getOrCreate()) {
            spark.read()
                    .parquet(arguments[0])
                    .where(col("teacher").isin((Object[]) teachers))
                    .coalesce(1)
                    .write()
                    .mode("overwrite")
                    .parquet(aside.toString());
        }
        Files.createDirectories(to);
        try (var written = Files.newDirectoryStream(aside, "*.parquet")) {
            Files.move(written.iterator().next(), to.resolve("seg-" + String.join("-", teachers) + ".parquet"));
        }
    }
}
