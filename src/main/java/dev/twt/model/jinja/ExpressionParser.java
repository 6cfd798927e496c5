package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions with Jinja2's precedence: from the inline if down to arithmetic; the rest is {@link PrimaryParser}'s. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");

    private final TokenStream tokens;
    private final PrimaryParser primary;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primary = new PrimaryParser(tokens, this);
    }

    Expression expression() {
        Expression expression = or();
        while (tokens.skipName("if")) {
            Expression condition = or();
            Expression otherwise = tokens.skipName("else") ? expression() : null;
            expression = new Operators.Choice(condition, expression, otherwise);
        }
        return expression;
    }

    /** An expression, or a tuple without brackets. */
    Expression tupleOrExpression(boolean withInlineIf) {
        Expression first = withInlineIf ? expression() : or();
        if (!tokens.peek().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",") && !isTupleEnd()) {
            items.add(withInlineIf ? expression() : or());
        }
        return new Literals.TupleOf(items);
    }

    private boolean isTupleEnd() {
        Token token = tokens.peek();
        return token.is(Token.Kind.VARIABLE_END) || token.is(Token.Kind.BLOCK_END) || token.isOperator(")");
    }

    Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Operators.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Operators.And(left, not());
        }
        return left;
    }

    private Expression not() {
        return tokens.skipName("not") ? new Operators.Not(not()) : comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        List<Operators.Comparand> rest = new ArrayList<>();
        for (String operator = comparisonOperator(); operator != null; operator = comparisonOperator()) {
            rest.add(new Operators.Comparand(operator, sum()));
        }
        return rest.isEmpty() ? first : new Operators.Chain(first, rest);
    }

    /** The operator, taken from the stream; null if there is none. */
    private String comparisonOperator() {
        Token token = tokens.peek();
        if (token.is(Token.Kind.OPERATOR) && COMPARISONS.contains(token.text())) {
            return tokens.next().text();
        }
        if (tokens.skipName("in")) {
            return "in";
        }
        if (tokens.peek().isName("not") && tokens.peekSecond().isName("in")) {
            tokens.next();
            tokens.next();
            return "not in";
        }
        return null;
    }

    private Expression sum() {
        Expression left = joined();
        while (tokens.peek().isOperator("+") || tokens.peek().isOperator("-")) {
            left = new Operators.Calculation(tokens.next().text(), left, joined());
        }
        return left;
    }

    private Expression joined() {
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.get(0) : new Operators.Joined(parts);
    }

    private Expression product() {
        Expression left = power();
        while (tokens.peek().is(Token.Kind.OPERATOR)
                && PRODUCTS.contains(tokens.peek().text())) {
            left = new Operators.Calculation(tokens.next().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = primary.unary(true);
        while (tokens.skipOperator("**")) {
            Expression right = primary.unary(true);
            if (left instanceof Operators.Sign && !(right instanceof Literals.Constant)) {
                throw JinjaException.refused(tokens.line(), "a sign before ** needs brackets");
            }
            left = new Operators.Calculation("**", left, right);
        }
        return left;
    }

    /** Filters after {@code set x} or {@code filter}: the first without a bar before it. */
    List<FilterCall> filterChain() {
        List<FilterCall> filters = new ArrayList<>();
        do {
            filters.add(primary.filterCall());
        } while (tokens.skipOperator("|"));
        return filters;
    }

    record FilterCall(String name, Access.ArgumentList arguments) {
        Expression on(Expression operand) {
            return new Access.Filtered(operand, name, arguments);
        }
    }
}
