package dev.twt.training.grid;

import dev.twt.config.GridConfig;
import dev.twt.config.MethodSettings;
import dev.twt.config.RunConfig;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The students of a run's grid: every method with every learning rate and every seed. */
public final class Grid {
    /** In {@code train.base-model} it stands for the student's seed. */
    public static final String SEED = "{seed}";

    private final TrainConfig common;
    private final GridConfig grid;
    private final long seed;

    private Grid(RunConfig run) {
        this.common = run.train();
        this.grid = run.grid();
        this.seed = run.seed();
    }

    /**
     * One student.
     *
     * @param config how it is trained, under its own name
     * @param seed its own
     */
    public record Member(TrainConfig config, long seed) {}

    /** The students in the order of seeds, so that every method has one before any has two. */
    public static List<Member> of(RunConfig run) {
        return new Grid(run).members();
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (long its : grid.seeds().isEmpty() ? List.of(seed) : grid.seeds()) {
            for (TrainMethod method : grid.methods().isEmpty() ? List.of(common.method()) : grid.methods()) {
                if (grid.learningRates().isEmpty()) {
                    members.add(member(method, "", grid.of(method), its));
                }
                for (double rate : grid.learningRates()) {
                    MethodSettings settings = grid.of(method).at(rate);
                    members.add(member(method, "-lr" + plain(rate), settings, its));
                }
            }
        }
        return members;
    }

    private Member member(TrainMethod method, String variant, MethodSettings settings, long its) {
        String name = common.name() + "-" + method.word() + variant + "-" + its;
        String base = common.baseModel().replace(SEED, String.valueOf(its));
        return new Member(common.student(name, method, base, settings), its);
    }

    private static String plain(double rate) {
        return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }
}
