package dev.twt.job;

import dev.twt.config.SparkConfig;
import dev.twt.generation.governor.Governors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The Spark session of a run: the one that is there, else one made of what spark-submit and the configuration say. */
final class Sessions {
    private static final String HADOOP = "spark.hadoop.";

    private Sessions() {}

    /**
     * What Hadoop knows before there is a session: its own files on the class path, and what spark-submit says as
     * {@code spark.hadoop.KEY}. The configuration's block {@code spark.conf} comes later.
     */
    static Configuration hadoop() {
        Configuration hadoop = new Configuration();
        for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix(HADOOP)) {
            hadoop.set(setting._1(), setting._2());
        }
        return hadoop;
    }

    static SparkSession open(SparkConfig config) {
        // SparkConf reads spark.* system properties, which is how spark-submit hands its arguments over: those win.
        SparkConf conf = new SparkConf();
        config.conf().forEach(conf::setIfMissing);
        conf.setIfMissing("spark.master", config.master());
        conf.setIfMissing("spark.app.name", config.appName());
        conf.setIfMissing("spark.sql.session.timeZone", "UTC");
        if (conf.get("spark.master").startsWith("local")) {
            // Spark's 200 are for a cluster; on one machine their bookkeeping takes longer than the work.
            conf.setIfMissing("spark.sql.shuffle.partitions", "8");
        }
        Governors.addTo(conf);
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
