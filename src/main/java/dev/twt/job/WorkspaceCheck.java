package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.RunConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.Workspace;
import dev.twt.dataset.WorkspaceLock;
import dev.twt.dataset.WorkspaceProbe;
import dev.twt.teacher.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a run can have its workspace. */
final class WorkspaceCheck {
    private final RunConfig config;
    private final Workspace workspace;
    private final List<Finding> found = new ArrayList<>();

    WorkspaceCheck(RunConfig config, Workspace workspace) {
        this.config = config;
        this.workspace = workspace;
    }

    List<Finding> findings() {
        WorkspaceProbe probe = new WorkspaceProbe(workspace);
        see("can be written and read", probe::tryWriting);
        OptionalLong free = probe.freeBytes();
        if (free.isPresent()) {
            space(free.getAsLong());
        }
        see("no other run is at work in it", () -> WorkspaceLock.requireFree(workspace));
        see("belongs to this run, or to none yet", this::identity);
        return found;
    }

    private void see(String good, Runnable check) {
        try {
            check.run();
            found.add(Finding.ok("workspace", good));
        } catch (UserException e) {
            e.problems().forEach(problem -> found.add(Finding.fail(problem)));
        }
    }

    private void space(long bytes) {
        String left = String.format(Locale.ROOT, "%.1f GiB are free on its disk", bytes / (double) (1L << 30));
        found.add(
                bytes >= Workspace.LEAST_SPACE
                        ? Finding.ok("workspace", left)
                        : Finding.fail("workspace", left, "Free space or name another workspace"));
    }

    private void identity() {
        Optional<RunRecord> record = workspace.record();
        List<Problem> conflicts = record.isPresent()
                ? record.get().identity().conflicts(TwtPipeline.identity(config), workspace.root())
                : List.of();
        if (!conflicts.isEmpty()) {
            throw new UserException(conflicts);
        }
    }
}
