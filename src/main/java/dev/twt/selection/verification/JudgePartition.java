package dev.twt.selection.verification;

import dev.twt.config.CodeConfig;
import dev.twt.config.UserException;
import dev.twt.sandbox.CodeJudge;
import dev.twt.sandbox.TestSuite;
import dev.twt.sandbox.Verdict;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Judges a partition's programs one after the other: a task has one core. Rows are key, program and tests. */
final class JudgePartition implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final CodeConfig config;

    JudgePartition(CodeConfig config) {
        this.config = config;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> programs) {
        if (!programs.hasNext()) {
            return Collections.emptyIterator();
        }
        CodeJudge judge = open();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return programs.hasNext();
            }

            @Override
            public Row next() {
                return judged(judge, programs.next());
            }
        };
    }

    private CodeJudge open() {
        try {
            return CodeJudge.open(config)
                    .orElseThrow(() -> new UserException(
                            "code.sandbox",
                            "it is off, so programs cannot be verified",
                            "Say auto, or take a rule of selection that does not verify"));
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static Row judged(CodeJudge judge, Row row) {
        try {
            Verdict verdict = judge.judge(row.getString(1), TestSuite.of(row.getList(2)));
            Boolean passed = verdict instanceof Verdict.FaultyTests ? null : verdict.passed();
            return RowFactory.create(row.getString(0), passed, verdict.words());
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static TaskKilledException stopped() {
        Thread.currentThread().interrupt();
        return new TaskKilledException("programs are no longer run");
    }
}
