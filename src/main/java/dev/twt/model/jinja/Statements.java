package dev.twt.model.jinja;

import java.util.List;

/** The small statements. */
final class Statements {
    private Statements() {}

    record Branch(Expression condition, Body body) {}

    record If(int line, List<Branch> branches, Body otherwise) implements Statement {
        @Override
        public Flow run(Scope scope, TextBuilder out) {
            for (Branch branch : branches) {
                if (branch.condition().isTrue(scope)) {
                    return branch.body().run(scope, out);
                }
            }
            return otherwise.run(scope, out);
        }
    }

    record Set(int line, Target target, Expression expression) implements Statement {
        @Override
        public Flow run(Scope scope, TextBuilder out) {
            target.assign(expression.value(scope), scope);
            return Flow.NEXT;
        }
    }

    /** {@code {% set x %}...{% endset %}}, with filters or without. */
    record SetBlock(int line, Target target, List<ExpressionParser.FilterCall> filters, Body body)
            implements Statement {
        @Override
        public Flow run(Scope scope, TextBuilder out) {
            target.assign(filtered(body.captured(scope), filters, scope), scope);
            return Flow.NEXT;
        }
    }

    /** {@code {% filter x %}...{% endfilter %}}. */
    record FilterBlock(int line, List<ExpressionParser.FilterCall> filters, Body body) implements Statement {
        @Override
        public Flow run(Scope scope, TextBuilder out) {
            out.append(Printing.text(filtered(body.captured(scope), filters, scope)));
            return Flow.NEXT;
        }
    }

    private static Object filtered(Text text, List<ExpressionParser.FilterCall> filters, Scope scope) {
        Expression expression = new Literals.Constant(text);
        for (ExpressionParser.FilterCall filter : filters) {
            expression = filter.on(expression);
        }
        return expression.value(scope);
    }

    /** {@code {% with %}}, and transformers' {@code {% generation %}}, which prints its body. */
    record With(int line, List<Set> assignments, Body body) implements Statement {
        @Override
        public Flow run(Scope scope, TextBuilder out) {
            Scope inner = new Scope(scope);
            for (Set assignment : assignments) {
                assignment.target().assign(assignment.expression().value(scope), inner);
            }
            return body.run(inner, out);
        }
    }

    record Jump(int line, Flow flow) implements Statement {
        @Override
        public Flow run(Scope scope, TextBuilder out) {
            return flow;
        }
    }
}
