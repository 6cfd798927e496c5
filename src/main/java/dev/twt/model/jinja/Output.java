package dev.twt.model.jinja;

/** {@code {{ expression }}}. */
record Output(int line, Expression expression) implements Statement {
    /** Without escaping for HTML this filter changes nothing where its value is printed at once. */
    static final String SAFE = "safe";

    static Output of(int line, Expression expression) {
        boolean safe = expression instanceof Access.Filtered filtered
                && filtered.filter().equals(SAFE);
        return new Output(line, safe ? ((Access.Filtered) expression).operand() : expression);
    }

    @Override
    public Flow run(Scope scope, TextBuilder out) {
        out.append(Printing.text(expression.value(scope)));
        return Flow.NEXT;
    }

    /** What stands between the tags. */
    record Data(int line, Text text) implements Statement {
        @Override
        public Flow run(Scope scope, TextBuilder out) {
            out.append(text);
            return Flow.NEXT;
        }
    }
}
