package dev.twt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HostileProgramsTest {
    @TestFactory
    Stream<DynamicContainer> shouldHold() {
        return Way.all().stream()
                .map(way -> DynamicContainer.dynamicContainer(
                        way.name(),
                        Hostile.all().stream()
                                .map(hostile -> DynamicTest.dynamicTest(hostile.name(), () -> check(way, hostile)))));
    }

    private static void check(Way way, Hostile hostile) throws Exception {
        CodeJudge judge = way.judge(hostile.limits());
        try (Traces traces = new Traces()) {
            Verdict verdict = judge.judge(traces.marked(hostile.program()), TestSuite.of(hostile.tests()));

            assertThat(verdict).matches(hostile.expected(), "as it has to be");
            assertThat(traces.left(hostile.limits())).isEmpty();
        }
    }
}
