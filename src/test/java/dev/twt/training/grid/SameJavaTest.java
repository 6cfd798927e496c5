package dev.twt.training.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameJavaTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeAddedJarsBesideThisClassPath() throws Exception {
        Path jar = Files.createFile(folder.resolve("added one.jar"));
        try (URLClassLoader added =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, SameJavaTest.class.getClassLoader())) {
            assertThat(SameJava.classPath(added))
                    .contains(jar.toString())
                    .contains(System.getProperty("java.class.path").split(java.io.File.pathSeparator)[0]);
        }
    }
}
