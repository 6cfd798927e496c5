package dev.twt.model.jinja;

import java.util.List;

/** Statements one after another; an error gets the line of the innermost statement it happened in. */
record Body(List<Statement> statements) {
    Statement.Flow run(Scope scope, TextBuilder out) {
        for (Statement statement : statements) {
            Statement.Flow flow = run(statement, scope, out);
            if (flow != Statement.Flow.NEXT) {
                return flow;
            }
        }
        return Statement.Flow.NEXT;
    }

    private static Statement.Flow run(Statement statement, Scope scope, TextBuilder out) {
        try {
            return statement.run(scope, out);
        } catch (JinjaException e) {
            throw e.at(statement.line());
        }
    }

    /** What the statements print, in a scope of their own. */
    Text captured(Scope around) {
        TextBuilder captured = new TextBuilder();
        run(new Scope(around), captured);
        return captured.build();
    }
}
