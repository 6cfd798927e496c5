package dev.twt.distillation.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.PythonLibraries;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exports as the libraries read them that they are made for, by src/test/exports/check.py. */
@ExtendWith(SelectionSpark.class)
class ExportsIT {
    private static final Path SOURCES = Path.of("src", "test", "exports").toAbsolutePath();

    private static String python;

    @TempDir
    static Path folder;

    @BeforeAll
    static void export(SparkSession spark) throws Exception {
        python = PythonLibraries.python(folder);
        Exports.write(spark, SmallSet.in(folder, spark), SmallSet.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"trl", "hugging-face", "llama-factory", "axolotl"})
    void shouldBeReadByTheLibraryItIsFor(String format) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(python, SOURCES.resolve("check.py").toString()));
        command.add(folder.resolve("exports").toString());
        command.add(String.valueOf(SmallSet.TRAIN));
        command.add(String.valueOf(SmallSet.HELD_OUT));
        command.add(format);

        PythonLibraries.Run run = PythonLibraries.run(folder, command);

        assertThat(run.text()).contains(format + ": read by ");
        assertThat(run.code()).isZero();
    }
}
