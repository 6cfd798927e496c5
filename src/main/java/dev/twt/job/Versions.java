package dev.twt.job;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours from the jar's manifest, Spark's and Scala's from the class path. */
final class Versions implements IVersionProvider {
    static final String GIT_REVISION = "Git-Revision";

    @Override
    public String[] getVersion() {
        Attributes ours = manifest().map(Manifest::getMainAttributes).orElseGet(Attributes::new);
        return new String[] {
            "twt " + attribute(ours, Attributes.Name.IMPLEMENTATION_VERSION.toString(), "(not from a jar)")
                    + revision(ours),
            "Spark " + property("/spark-version-info.properties", "version"),
            "Scala " + property("/library.properties", "version.number"),
            "Java " + Runtime.version()
        };
    }

    /** Ours, for the run record. */
    static String own() {
        return new Versions().getVersion()[0];
    }

    private static String revision(Attributes ours) {
        String revision = attribute(ours, GIT_REVISION, "");
        return revision.isEmpty() ? "" : " (git " + revision + ")";
    }

    private static String attribute(Attributes attributes, String name, String otherwise) {
        String value = attributes.getValue(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /** The manifest of the jar that this class is in. */
    private static Optional<Manifest> manifest() {
        try {
            Path home = Path.of(Versions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!Files.isRegularFile(home)) {
                return Optional.empty();
            }
            try (JarFile jar = new JarFile(home.toFile())) {
                return Optional.ofNullable(jar.getManifest());
            }
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String property(String resource, String key) {
        try (InputStream in = Versions.class.getResourceAsStream(resource)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty(key, "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
