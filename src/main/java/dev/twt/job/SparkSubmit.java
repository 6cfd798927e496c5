package dev.twt.job;

import java.util.Properties;

/** Whether spark-submit started this process. */
final class SparkSubmit {
    private SparkSubmit() {}

    static boolean isAround(Properties properties) {
        return properties.containsKey("spark.submit.deployMode");
    }
}
