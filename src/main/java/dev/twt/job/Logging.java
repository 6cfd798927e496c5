package dev.twt.job;

import java.util.List;
import java.util.Properties;

/** Logging of the command line, where nobody else has configured any. To be called before the first logger is made. */
final class Logging {
    static final String PROPERTY = "log4j2.configurationFile";
    static final String OURS = "classpath:dev/twt/job/log4j2.properties";

    private static final List<String> PROPERTIES = List.of(PROPERTY, "log4j.configurationFile");
    private static final String ENVIRONMENT = "LOG4J_CONFIGURATION_FILE";
    private static final List<String> FILES =
            List.of("log4j2.properties", "log4j2.xml", "log4j2.yaml", "log4j2.json", "log4j2-test.properties");

    private Logging() {}

    static void configure() {
        ClassLoader loader = Logging.class.getClassLoader();
        boolean file = FILES.stream().anyMatch(name -> loader.getResource(name) != null);
        if (!file && System.getenv(ENVIRONMENT) == null) {
            configure(System.getProperties());
        }
    }

    /** Leaves a choice of the user's and spark-submit's own logging alone. */
    static void configure(Properties properties) {
        boolean chosen = PROPERTIES.stream().anyMatch(properties::containsKey);
        if (!chosen && !SparkSubmit.isAround(properties)) {
            properties.setProperty(PROPERTY, OURS);
        }
    }
}
