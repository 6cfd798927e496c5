package dev.twt.model.jinja;

import java.util.List;

/** Expressions made with operators. */
final class Operators {
    private Operators() {}

    record Calculation(String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Arithmetic.apply(operator, left.value(scope), right.value(scope));
        }
    }

    record Sign(boolean negative, Expression operand) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object value = operand.value(scope);
            return negative ? Arithmetic.negate(value) : Arithmetic.plus(value);
        }
    }

    /** {@code a ~ b}. */
    record Joined(List<Expression> parts) implements Expression {
        @Override
        public Object value(Scope scope) {
            TextBuilder text = new TextBuilder();
            parts.forEach(part -> text.append(Printing.text(part.value(scope))));
            return text.build();
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public Object value(Scope scope) {
            return !operand.isTrue(scope);
        }
    }

    /** Its value is one of the operands', as in Python. */
    record And(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object value = left.value(scope);
            return Values.isTrue(value) ? right.value(scope) : value;
        }
    }

    record Or(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object value = left.value(scope);
            return Values.isTrue(value) ? value : right.value(scope);
        }
    }

    /** @param otherwise null where there is no else */
    record Choice(Expression condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public Object value(Scope scope) {
            if (condition.isTrue(scope)) {
                return then.value(scope);
            }
            return otherwise == null ? new Undefined("the inline if without else") : otherwise.value(scope);
        }
    }

    record Comparand(String operator, Expression operand) {}

    /** {@code a < b < c} holds if every neighbouring pair does. */
    record Chain(Expression first, List<Comparand> rest) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object left = first.value(scope);
            for (Comparand comparand : rest) {
                Object right = comparand.operand().value(scope);
                if (!holds(comparand.operator(), left, right)) {
                    return false;
                }
                left = right;
            }
            return true;
        }

        private static boolean holds(String operator, Object left, Object right) {
            return switch (operator) {
                case "==" -> Comparison.equal(left, right);
                case "!=" -> !Comparison.equal(left, right);
                case "<" -> Comparison.order(left, right) < 0;
                case "<=" -> Comparison.order(left, right) <= 0;
                case ">" -> Comparison.order(left, right) > 0;
                case ">=" -> Comparison.order(left, right) >= 0;
                case "in" -> Comparison.contains(right, left);
                default -> !Comparison.contains(right, left);
            };
        }
    }
}
