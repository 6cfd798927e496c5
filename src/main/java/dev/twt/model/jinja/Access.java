package dev.twt.model.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions that reach into a value or call one. */
final class Access {
    private Access() {}

    record Attribute(Expression base, String name) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Lookup.attribute(base.value(scope), name);
        }
    }

    record Item(Expression base, Expression index) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Lookup.item(base.value(scope), index.value(scope));
        }
    }

    /** {@code [start:stop:step]}; null where left out. */
    record SliceOf(Expression start, Expression stop, Expression step) implements Expression {
        @Override
        public Object value(Scope scope) {
            return new Lookup.Slice(bound(start, scope), bound(stop, scope), bound(step, scope));
        }

        private static Long bound(Expression expression, Scope scope) {
            Object value = expression == null ? None.NONE : expression.value(scope);
            return value == None.NONE ? null : (Long) Arithmetic.toLong(value);
        }
    }

    record ArgumentList(List<Expression> positional, Map<String, Expression> named) {
        static final ArgumentList EMPTY = new ArgumentList(List.of(), Map.of());

        Arguments values(Scope scope) {
            Map<String, Object> values = new LinkedHashMap<>();
            named.forEach((name, expression) -> values.put(name, expression.value(scope)));
            return new Arguments(Literals.values(positional, scope), values);
        }
    }

    record Call(Expression callee, ArgumentList arguments) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object called = callee.value(scope);
            if (called instanceof Undefined undefined) {
                throw undefined.used();
            }
            if (called instanceof Callable callable) {
                return callable.call(arguments.values(scope));
            }
            throw JinjaException.failed("a value of type " + Values.typeName(called) + " cannot be called");
        }
    }

    record Filtered(Expression operand, String filter, ArgumentList arguments) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Filters.named(filter).apply(operand.value(scope), arguments.values(scope));
        }
    }

    record Tested(Expression operand, String test, ArgumentList arguments) implements Expression {
        @Override
        public Object value(Scope scope) {
            return TestFunctions.named(test).holds(operand.value(scope), arguments.values(scope));
        }
    }
}
