package dev.twt.config;

import java.util.Map;

/**
 * The session to make where spark-submit or a notebook gave none.
 *
 * @param master for example {@code local[2]}
 * @param appName name shown in Spark's pages
 * @param conf any Spark setting
 */
public record SparkConfig(String master, String appName, Map<String, String> conf) {
    public SparkConfig {
        conf = Map.copyOf(conf);
    }
}
