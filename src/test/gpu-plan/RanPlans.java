import com.nvidia.spark.rapids.ExplainPlan;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.internal.SessionState;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.QueryExecutionListener;

/** Every query of a session that ran to its end, writes as well, to be explained afterwards. */
final class RanPlans implements QueryExecutionListener {
    private final List<QueryExecution> plans = new ArrayList<>();

    @Override
    public synchronized void onSuccess(String function, QueryExecution plan, long nanos) {
        plans.add(plan);
    }

    @Override
    public void onFailure(String function, QueryExecution plan, Exception e) {}

    /** Events of earlier queries that are still on their way count as forgotten too. */
    void forget(SparkSession spark) {
        settle(spark);
        synchronized (this) {
            plans.clear();
        }
    }

    /** What RAPIDS says of what ran since {@link #forget}. */
    Findings explained(SparkSession spark, StaysOnCpu.Where where) throws ReflectiveOperationException {
        settle(spark);
        Findings findings = new Findings(where);
        for (QueryExecution plan : taken()) {
            findings.add(ExplainPlan.explainPotentialGpuPlan(rows(spark, again(spark, plan)), "NOT_ON_GPU"));
        }
        return findings;
    }

    private synchronized List<QueryExecution> taken() {
        return List.copyOf(plans);
    }

    private static void settle(SparkSession spark) {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The query planned anew and not run: rows it held in Spark's storage are given back by now, so it goes down to the files. */
    private static QueryExecution again(SparkSession spark, QueryExecution ran) throws ReflectiveOperationException {
        SessionState state = (SessionState) spark.getClass().getMethod("sessionState").invoke(spark);
        return state.executePlan(ran.logical(), CommandExecutionMode.SKIP());
    }

    /** The rows of a query; neither Spark line has a public way to say so, and their classes differ. */
    @SuppressWarnings("unchecked")
    private static Dataset<Row> rows(SparkSession spark, QueryExecution plan) throws ReflectiveOperationException {
        boolean four = !spark.version().startsWith("3.");
        Class<?> type = Class.forName("org.apache.spark.sql." + (four ? "classic." : "") + "Dataset");
        Constructor<?> constructor = type.getConstructor(QueryExecution.class, Encoder.class);
        StructType schema = plan.analyzed().schema();
        return (Dataset<Row>) constructor.newInstance(plan, Encoders.row(schema));
    }
}
