package dev.twt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the house as docs/architecture.md draws it: imports flow down the floors, libraries stay on their floor. */
class HouseTest {
    /** What a package may know beside the JDK and itself; what is not listed may know nothing of ours. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("config", List.of()),
            Map.entry("task", List.of()),
            Map.entry("model", List.of()),
            Map.entry("process", List.of("config")),
            Map.entry("sandbox", List.of("config")),
            Map.entry("dataset", List.of("config", "task")),
            Map.entry("teacher", List.of("model", "process", "config")),
            Map.entry("serving", List.of("teacher", "model", "config")),
            Map.entry("embedding", List.of("model", "dataset", "config")),
            Map.entry("generation", List.of("teacher", "model", "task", "dataset", "config")),
            Map.entry("training", List.of("process", "model", "task", "dataset", "config")),
            Map.entry("toy", List.of("training", "model", "task", "config")),
            Map.entry("selection", List.of("embedding", "sandbox", "task", "dataset", "config")),
            Map.entry("distillation", List.of("generation", "task", "dataset", "config")),
            Map.entry("audit", List.of("distillation", "selection", "task", "dataset", "config")),
            Map.entry("evaluation", List.of("generation", "task", "dataset", "config")),
            Map.entry(
                    "ml",
                    List.of("selection", "embedding", "generation", "teacher", "model", "task", "dataset", "config")),
            Map.entry("report", List.of("evaluation", "dataset", "config")));

    private static JavaClasses ours;

    @BeforeAll
    static void readClasses() {
        ours = new ClassFileImporter()
                // The build folder is target/spark-LINE: the library's own option looks for target/test-classes.
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("dev.twt");
        assertThat(ours).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> shouldOnlyKnowLowerFloors() {
        return MAY_KNOW.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(entry.getKey(), () -> checkFloor(entry.getKey(), entry.getValue())));
    }

    private static void checkFloor(String name, List<String> known) {
        String[] forbidden = Stream.concat(MAY_KNOW.keySet().stream(), Stream.of("job"))
                .filter(other -> !other.equals(name) && !known.contains(other))
                .map(other -> "dev.twt." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.twt." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(ours);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("dev.twt.(**)").should().beFreeOfCycles().check(ours);
    }

    @Test
    void shouldKeepEveryClassOnAKnownFloor() {
        assertThat(ours.stream().map(HouseTest::floor).distinct().toList())
                .allMatch(floor -> MAY_KNOW.containsKey(floor) || floor.equals("job"));
    }

    private static String floor(JavaClass type) {
        return type.getPackageName().replaceFirst("^dev\\.twt\\.?", "").replaceFirst("\\..*", "");
    }

    @Test
    void shouldKeepSparkOffThePlainFloors() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.twt.config..",
                        "dev.twt.task..",
                        "dev.twt.model..",
                        "dev.twt.process..",
                        "dev.twt.sandbox..",
                        "dev.twt.teacher..",
                        "dev.twt.training..",
                        "dev.twt.serving..",
                        "dev.twt.toy..",
                        "dev.twt.report.page..",
                        "dev.twt.report.picture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..")
                .check(ours);
    }

    @Test
    void shouldKeepDeepLearningLibrariesInModelAndEmbedding() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.twt.model..", "dev.twt.embedding..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "ai.onnxruntime..")
                .check(ours);
    }

    @Test
    void shouldKeepTasksOnThePlainJdk() {
        classes()
                .that()
                .resideInAPackage("dev.twt.task..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.twt.task..")
                .check(ours);
    }

    /** The system's clock may jump; what waits or limits counts by {@link System#nanoTime}. */
    @Test
    void shouldKeepLimitsAndWaitsOffTheSystemsClock() {
        noClasses()
                .that()
                .resideInAPackage("dev.twt.generation.governor..")
                .or()
                .haveNameMatching(
                        "dev\\.twt\\.generation\\.(RetryRule|Outbox|Attempt|SegmentWriter|FailureRule|GenerationTask).*")
                .or()
                .haveNameMatching("dev\\.twt\\.teacher\\.http\\.(EndpointPool|CircuitBreaker|PostClient).*")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .check(ours);
    }

    @Test
    void shouldHaveNoDrawers() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..")
                .check(ours);
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(ours);
    }
}
