package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions that stand for themselves, and names. */
final class Literals {
    private Literals() {}

    record Constant(Object constant) implements Expression {
        @Override
        public Object value(Scope scope) {
            return constant;
        }
    }

    record Name(String name) implements Expression {
        @Override
        public Object value(Scope scope) {
            return scope.get(name);
        }
    }

    record ListOf(List<Expression> items) implements Expression {
        @Override
        public Object value(Scope scope) {
            return values(items, scope);
        }
    }

    record TupleOf(List<Expression> items) implements Expression {
        @Override
        public Object value(Scope scope) {
            return new Tuple(values(items, scope));
        }
    }

    record Entry(Expression key, Expression value) {}

    record DictOf(List<Entry> entries) implements Expression {
        @Override
        public Object value(Scope scope) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Entry entry : entries) {
                Object key = entry.key().value(scope);
                if (!(key instanceof Text || key instanceof Long || key == None.NONE)) {
                    throw JinjaException.failed(
                            "a dictionary's key of type " + Values.typeName(key) + " is not supported");
                }
                map.put(key, entry.value().value(scope));
            }
            return map;
        }
    }

    static List<Object> values(List<Expression> expressions, Scope scope) {
        List<Object> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(expression.value(scope));
        }
        return values;
    }
}
