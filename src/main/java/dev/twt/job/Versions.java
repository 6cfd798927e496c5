package dev.twt.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours as the build wrote it down, Spark's and Scala's from the class path. */
final class Versions implements IVersionProvider {
    private static final String OURS = "version.properties";
    private static final String UNKNOWN = "unknown";

    @Override
    public String[] getVersion() {
        return new String[] {
            own(),
            "Spark " + property("/spark-version-info.properties", "version"),
            "Scala " + property("/library.properties", "version.number"),
            "Java " + Runtime.version()
        };
    }

    /** Ours and the commit it was built from, for the run record as well; -dirty where files differed from it. */
    static String own() {
        return "twt " + property(OURS, "version") + " (git " + property(OURS, "revision") + ")";
    }

    /** What the build had no value for is empty, or stands in the file as it was written there. */
    private static String property(String resource, String key) {
        try (InputStream in = Versions.class.getResourceAsStream(resource)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            String value = properties.getProperty(key, UNKNOWN);
            return value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
