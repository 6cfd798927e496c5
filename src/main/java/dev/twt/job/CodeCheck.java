package dev.twt.job;

import dev.twt.config.CodeConfig;
import dev.twt.config.Problem;
import dev.twt.config.RunConfig;
import dev.twt.config.UserException;
import dev.twt.sandbox.CodeJudge;
import dev.twt.teacher.Finding;

/** Whether programs can be run against their tests on this machine. */
final class CodeCheck {
    private static final String WHERE = "code.sandbox";

    private final CodeConfig code;

    CodeCheck(CodeConfig code) {
        this.code = code;
    }

    /** Whether the run has questions of code, as far as the configuration says so. */
    static boolean isNeeded(RunConfig config) {
        return config.task().defaultType().equals("code")
                || config.questions().fields().containsKey("tests");
    }

    Finding finding() {
        try {
            return CodeJudge.open(code)
                    .map(judge -> Finding.ok(
                            WHERE,
                            judge.tool() + " closes programs in on this machine; every executor needs it and "
                                    + code.python() + " too"))
                    .orElseGet(() -> Finding.warn(
                            WHERE, "it is off: no program is run, no answer of code is tested", "Set it to auto"));
        } catch (UserException e) {
            Problem problem = e.problems().get(0);
            return Finding.warn(problem.where(), problem.what(), problem.fix());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.warn(WHERE, "looking was interrupted", "Ask again");
        }
    }
}
