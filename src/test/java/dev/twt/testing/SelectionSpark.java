package dev.twt.testing;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one small Spark session, shared by all classes of the JVM and stopped after the last of them. */
public final class SelectionSpark implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SelectionSpark.class))
                .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
                .session();
    }

    private record Shared(SparkSession session) implements AutoCloseable {
        Shared() {
            this(SparkSession.builder()
                    .master("local[2]")
                    .appName("twt-selection-tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.sql.shuffle.partitions", "4")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .getOrCreate());
            session.sparkContext().setLogLevel("ERROR");
        }

        @Override
        public void close() {
            session.stop();
        }
    }
}
