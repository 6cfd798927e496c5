package dev.twt.generation.governor;

import dev.twt.config.BudgetConfig;
import dev.twt.config.LimitsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

/** A cluster of several JVMs whose tasks ask and settle; started by the test in a JVM of its own. */
final class GovernorCluster {
    static final double WORST_USD = 0.01;
    static final double BUDGET_USD = 1.0;
    static final int REQUESTS_PER_MINUTE = 600;
    static final int HELD_BY_THE_DEAD = 7;

    private static final String ADA = "ada";
    private static final int TASKS = 6;
    private static final int ASKS = 3000;

    private GovernorCluster() {}

    /** Argument: a folder for marks, or "plain" as a second one for a session without the plugin. */
    public static void main(String[] args) throws Exception {
        SparkConf conf = new SparkConf()
                .setMaster("local-cluster[2,1,1024]")
                .setAppName("governor")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        boolean plain = args.length > 1 && args[1].equals("plain");
        if (!plain) {
            Governors.addTo(conf);
        }
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            spark.setLogLevel("OFF");
            if (plain) {
                divided(spark);
                return;
            }
            lost(spark, Path.of(args[0]));
            limited(spark);
            pace(spark);
        }
    }

    private static GovernedRun begin(JavaSparkContext spark, String run, LimitsConfig limits, double usd) {
        return Governors.begin(
                spark.sc(),
                run,
                List.of(GovernedTeachers.of(ADA, "openai", limits)),
                new BudgetConfig(usd, 0),
                TASKS,
                0,
                0);
    }

    private static List<Integer> tasks() {
        List<Integer> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(i);
        }
        return tasks;
    }

    /** All tasks spend until the budget is gone; one executor dies while it holds permits. */
    private static void lost(JavaSparkContext spark, Path marks) throws Exception {
        try (GovernedRun governed = begin(spark, "lost", new LimitsConfig(0, 0, 16), BUDGET_USD)) {
            GovernorLink link = governed.link();
            String mark = marks.resolve("died").toString();
            List<Integer> granted = spark.parallelize(tasks(), TASKS)
                    .map(task -> spendAll(link, task, mark))
                    .collect();
            long end = System.nanoTime() + 20_000_000_000L;
            while (governed.figures().teachers().get(ADA).inFlight() > 0 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            report("lost", governed, granted.stream().mapToInt(i -> i).sum(), 0);
        }
    }

    private static int spendAll(GovernorLink link, int task, String mark) throws Exception {
        int granted = 0;
        try (Governor governor = link.open(ADA)) {
            while (true) {
                boolean dying = task == 1 && TaskContext.get().attemptNumber() == 0;
                Grant grant = governor.ask(
                        ADA, Collections.nCopies(dying ? HELD_BY_THE_DEAD : 3, new Reservation(100, WORST_USD)));
                if (dying && grant.granted() == HELD_BY_THE_DEAD) {
                    die(mark);
                }
                if (grant.exhausted().isPresent()) {
                    return granted;
                }
                for (int i = 0; i < grant.granted(); i++) {
                    governor.settle(
                            grant.firstPermit() + i, dying ? Settlement.unsent() : Settlement.used(60, WORST_USD / 2));
                }
                granted += dying ? 0 : grant.granted();
                Thread.sleep(Math.max(20, grant.askAgain().toMillis()));
            }
        }
    }

    private static void die(String mark) throws IOException {
        Files.writeString(Path.of(mark), SparkEnv.get().executorId());
        Runtime.getRuntime().halt(137);
    }

    /** All tasks ask for a few seconds for more than the limit a minute lets through. */
    private static void limited(JavaSparkContext spark) {
        try (GovernedRun governed = begin(spark, "limited", new LimitsConfig(REQUESTS_PER_MINUTE, 0, 64), 0)) {
            GovernorLink link = governed.link();
            long start = System.nanoTime();
            List<Integer> granted = spark.parallelize(tasks(), 2)
                    .map(task -> {
                        int sum = 0;
                        long end = System.nanoTime() + 2_000_000_000L;
                        try (Governor governor = link.open(ADA)) {
                            while (System.nanoTime() < end) {
                                Grant grant = governor.ask(ADA, Collections.nCopies(20, new Reservation(1, 0)));
                                for (int i = 0; i < grant.granted(); i++) {
                                    governor.settle(grant.firstPermit() + i, Settlement.used(1, 0));
                                }
                                sum += grant.granted();
                                Thread.sleep(Math.max(
                                        1, Math.min(200, grant.askAgain().toMillis())));
                            }
                        }
                        return sum;
                    })
                    .collect();
            report("limited", governed, granted.stream().mapToInt(i -> i).sum(), System.nanoTime() - start);
        }
    }

    /** How many questions a second pass from executors to the driver, two clients at once. */
    private static void pace(JavaSparkContext spark) {
        try (GovernedRun governed = begin(spark, "pace", new LimitsConfig(0, 0, 64), 0)) {
            GovernorLink link = governed.link();
            double sum = 0;
            for (double one : spark.parallelize(List.of(0, 1), 2)
                    .map(task -> {
                        long start = System.nanoTime();
                        try (Governor governor = link.open(ADA)) {
                            for (int i = 0; i < ASKS; i++) {
                                Grant grant = governor.ask(ADA, List.of(new Reservation(1, 0)));
                                governor.settle(grant.firstPermit(), Settlement.used(1, 0));
                            }
                        }
                        return ASKS * 1e9 / (System.nanoTime() - start);
                    })
                    .collect()) {
                sum += one;
            }
            report("pace", governed, Math.round(sum), 0);
        }
    }

    private static void divided(JavaSparkContext spark) {
        try (GovernedRun governed = begin(spark, "divided", new LimitsConfig(0, 0, 600), BUDGET_USD)) {
            GovernorLink link = governed.link();
            int granted = spark
                    .parallelize(tasks(), TASKS)
                    .map(task -> {
                        try (Governor governor = link.open(ADA)) {
                            return governor.ask(ADA, Collections.nCopies(500, new Reservation(100, WORST_USD)))
                                    .granted();
                        }
                    })
                    .collect()
                    .stream()
                    .mapToInt(i -> i)
                    .sum();
            report("divided", governed, granted, 0);
            System.out.println("notice " + governed.notice().orElse(""));
        }
    }

    /** One line a part: name, whether over the cluster, what the tasks counted, nanoseconds, figures. */
    private static void report(String part, GovernedRun governed, long counted, long nanos) {
        GovernorFigures figures = governed.figures();
        TeacherFigures ada = figures.teachers().get(ADA);
        System.out.println(String.join(
                " ",
                "PART",
                part,
                Boolean.toString(governed.notice().isEmpty()),
                Long.toString(counted),
                Long.toString(nanos),
                Long.toString(ada == null ? 0 : ada.granted()),
                Integer.toString(ada == null ? 0 : ada.inFlight()),
                Double.toString(figures.spending().spentUsd()),
                Double.toString(figures.spending().uncertainUsd()),
                Double.toString(figures.spending().reservedUsd())));
    }
}
