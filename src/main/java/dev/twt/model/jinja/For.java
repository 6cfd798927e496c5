package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code {% for %}}. Every round has a scope of its own, so that what is set in one is forgotten in the next.
 *
 * @param condition null if every item counts
 */
record For(int line, Target target, Expression items, Expression condition, Body body, Body otherwise)
        implements Statement {
    private static final String LOOP = "loop";

    @Override
    public Flow run(Scope scope, TextBuilder out) {
        boolean completed = rounds(chosen(scope), scope, out);
        return completed ? Flow.NEXT : otherwise.run(new Scope(scope), out);
    }

    /** Whether a round came to its end: Jinja2 runs {@code else} as well if break or continue cut all of them short. */
    private boolean rounds(List<Object> chosen, Scope scope, TextBuilder out) {
        boolean completed = false;
        Loop loop = new Loop(chosen);
        for (Object item : chosen) {
            Scope round = new Scope(scope);
            round.set(LOOP, loop);
            target.assign(item, round);
            Flow flow = body.run(round, out);
            if (flow == Flow.BREAK) {
                break;
            }
            completed |= flow == Flow.NEXT;
            loop.advance();
        }
        return completed;
    }

    private List<Object> chosen(Scope scope) {
        List<Object> all = Values.items(items.value(scope));
        if (condition == null) {
            return all;
        }
        List<Object> chosen = new ArrayList<>();
        for (Object item : all) {
            Scope trial = new Scope(scope);
            trial.set(LOOP, new Undefined("'loop' in the condition of a loop"));
            target.assign(item, trial);
            if (condition.isTrue(trial)) {
                chosen.add(item);
            }
        }
        return chosen;
    }
}
