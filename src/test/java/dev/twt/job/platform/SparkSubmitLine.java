package dev.twt.job.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.deploy.SparkSubmitArguments;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.Network$;
import org.apache.spark.internal.config.UI$;
import org.apache.spark.internal.config.package$;
import org.apache.spark.sql.internal.SQLConf$;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * What Spark's own spark-submit makes of its arguments.
 *
 * @param mainClass of the program
 * @param jar the program
 * @param arguments for the program
 * @param conf what {@code --conf} and its like say
 */
record SparkSubmitLine(
        String mainClass, String jar, List<String> arguments, String deployMode, Map<String, String> conf) {
    /** Settings that Spark's core and SQL declare. The others belong to cluster managers and services. */
    private static final List<String> DECLARED = List.of(
            "spark.driver.",
            "spark.executor.",
            "spark.task.",
            "spark.dynamicAllocation.",
            "spark.shuffle.",
            "spark.scheduler.",
            "spark.sql.",
            "spark.speculation",
            "spark.eventLog.",
            "spark.network.",
            "spark.authenticate",
            "spark.plugins",
            "spark.redaction",
            "spark.decommission.",
            "spark.storage.",
            "spark.io.",
            "spark.ui.",
            "spark.jars",
            "spark.files",
            "spark.submit.");

    /** As spark-submit reads them (Scala's converters of both Spark lines); an option that it does not know ends in an exception with its words. */
    @SuppressWarnings("deprecation")
    static SparkSubmitLine of(List<String> arguments) {
        Map<String, String> environment = new HashMap<>(Map.of("HADOOP_CONF_DIR", "/etc/hadoop/conf"));
        SparkSubmitArguments read =
                new SparkSubmitArguments(JavaConverters.asScalaBuffer(arguments).toSeq(), immutable(environment));
        Map<String, String> conf = new TreeMap<>(JavaConverters.mapAsJavaMap(read.sparkProperties()));
        put(conf, "spark.driver.memory", read.driverMemory());
        put(conf, "spark.executor.memory", read.executorMemory());
        put(conf, "spark.executor.cores", read.executorCores());
        put(conf, "spark.executor.instances", read.numExecutors());
        return new SparkSubmitLine(
                read.mainClass(),
                read.primaryResource(),
                new ArrayList<>(JavaConverters.seqAsJavaList(read.childArgs())),
                read.deployMode(),
                conf);
    }

    private static void put(Map<String, String> conf, String setting, String option) {
        if (option != null) {
            conf.put(setting, option);
        }
    }

    /** The options in one text, as services take them, which never holds the program itself. */
    static SparkSubmitLine of(String options, String jar, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--master", "yarn"));
        all.addAll(Arrays.asList(options.strip().split("\\s+")));
        all.add(jar);
        all.addAll(arguments);
        return of(all);
    }

    @SuppressWarnings("unchecked")
    private static scala.collection.immutable.Map<String, String> immutable(Map<String, String> map) {
        scala.collection.immutable.Map<String, String> made = scala.collection.immutable.Map$.MODULE$.empty();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            made = made.$plus(new Tuple2<>(entry.getKey(), entry.getValue()));
        }
        return made;
    }

    /** Settings under Spark's own names that Spark does not declare: misspelt, or gone. */
    static List<String> unknown(Iterable<String> settings) {
        // Loads what declares them.
        assertThat(List.of(package$.MODULE$, Network$.MODULE$, UI$.MODULE$, SQLConf$.MODULE$))
                .doesNotContainNull();
        List<String> unknown = new ArrayList<>();
        for (String setting : settings) {
            boolean resource = setting.matches(
                    "spark\\.(driver|executor|task)\\.resource\\.gpu\\." + "(amount|discoveryScript|vendor)");
            if (!resource
                    && DECLARED.stream().anyMatch(setting::startsWith)
                    && ConfigEntry$.MODULE$.findEntry(setting) == null) {
                unknown.add(setting);
            }
        }
        return unknown;
    }
}
