package dev.twt.model.jinja;

import java.util.List;

/** {@code {% macro %}}: defines a function that gives what its body prints. */
record Macro(int line, String name, List<Parameter> parameters, Body body) implements Statement {
    /** @param otherwise null for a parameter without default */
    record Parameter(String name, Expression otherwise) {}

    @Override
    public Flow run(Scope scope, TextBuilder out) {
        scope.set(name, (Callable) arguments -> call(arguments, scope));
        return Flow.NEXT;
    }

    private Object call(Arguments arguments, Scope definition) {
        String[] names = parameters.stream().map(Parameter::name).toArray(String[]::new);
        Object[] bound = arguments.bind(name, 0, names);
        Scope inner = new Scope(definition);
        for (int i = 0; i < bound.length; i++) {
            inner.set(names[i], bound[i] == null ? byDefault(parameters.get(i), inner) : bound[i]);
        }
        TextBuilder out = new TextBuilder();
        body.run(inner, out);
        return out.build();
    }

    private static Object byDefault(Parameter parameter, Scope scope) {
        return parameter.otherwise() == null
                ? new Undefined("parameter '" + parameter.name() + "'")
                : parameter.otherwise().value(scope);
    }
}
