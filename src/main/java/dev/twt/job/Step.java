package dev.twt.job;

import java.util.List;
import java.util.function.Consumer;

/** The sub-commands. */
enum Step {
    RUN("run", "All steps in order, going on where an earlier run stopped.", Pipeline::run),
    PLAN("plan", "Prints requests, tokens, cost, time and every problem; asks no teacher.", Pipeline::plan),
    DOCTOR("doctor", "Checks what a run needs and says what to mend; asks each server for 8 tokens.", Pipeline::doctor),
    REHEARSE(
            "rehearse",
            "Generates against a server of its own: the same run, without money or keys.",
            Pipeline::rehearse),
    GENERATE("generate", "Asks the teachers what the ledger does not hold yet.", Pipeline::generate),
    CANCEL_BATCHES(
            "cancel-batches",
            "Ends the batches that are at providers; records what they had answered.",
            Pipeline::cancelBatches),
    SELECT("select", "Scores the answers and writes the distillation set.", Pipeline::select),
    COMPRESS(
            "compress",
            "Has the kept rationales made shorter for the student; see docs/compress.md.",
            Pipeline::compress),
    EXPORT("export", "Writes the distillation set as other tools read it; see docs/exports.md.", Pipeline::export),
    TRAIN(
            "train",
            "Trains the student stage by stage, here or by a program of yours; see docs/training.md.",
            Pipeline::train),
    EVALUATE(
            "evaluate",
            "Measures answerers on labelled questions: accuracy against tokens; see docs/evaluate.md.",
            Pipeline::evaluate),
    COMPARE(
            "compare",
            "Says which evaluated answerer is better than which, and on which questions.",
            pipeline -> pipeline.compare(List.of())),
    AUDIT(
            "audit",
            "Looks the finished set over: leakage, duplicates, bias, licences; see docs/audit.md.",
            Pipeline::audit),
    REPORT("report", "Writes what came out as one page, with its numbers; see docs/report.md.", Pipeline::report),
    IMPORT("import", "Brings teachers' answers made elsewhere into the ledger.", Pipeline::importResponses);

    private final String command;
    private final String description;
    private final Consumer<Pipeline> work;

    Step(String command, String description, Consumer<Pipeline> work) {
        this.command = command;
        this.description = description;
        this.work = work;
    }

    String command() {
        return command;
    }

    String description() {
        return description;
    }

    void on(Pipeline pipeline) {
        work.accept(pipeline);
    }
}
