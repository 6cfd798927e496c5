package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads names, literals, and what follows them: attributes, items, calls, filters and tests. */
final class PrimaryParser {
    private static final Set<String> UNSUPPORTED_NAMES =
            Set.of("caller", "varargs", "kwargs", "self", "super", "lipsum", "cycler", "joiner");
    private static final Set<String> AFTER_TEST = Set.of("else", "or", "and");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "is", "if", "else");

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression unary(boolean withFilters) {
        Expression expression;
        if (tokens.peek().isOperator("-") || tokens.peek().isOperator("+")) {
            boolean negative = tokens.next().text().equals("-");
            expression = new Operators.Sign(negative, unary(false));
        } else {
            expression = primary();
        }
        expression = postfix(expression);
        return withFilters ? filtersAndTests(expression) : expression;
    }

    private Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token);
            case STRING -> new Literals.Constant(adjacentStrings(token.text()));
            case INTEGER -> new Literals.Constant(integer(token));
            case FLOAT -> new Literals.Constant(Double.valueOf(token.text().replace("_", "")));
            case OPERATOR -> bracketed(token);
            default -> throw unexpected(token);
        };
    }

    private static Expression name(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Literals.Constant(true);
            case "false", "False" -> new Literals.Constant(false);
            case "none", "None" -> new Literals.Constant(None.NONE);
            default -> {
                if (UNSUPPORTED_NAMES.contains(token.text())) {
                    throw JinjaException.refused(token.line(), "'" + token.text() + "' is not supported");
                }
                if (KEYWORDS.contains(token.text())) {
                    throw unexpected(token);
                }
                yield new Literals.Name(token.text());
            }
        };
    }

    private Text adjacentStrings(String first) {
        StringBuilder all = new StringBuilder(first);
        while (tokens.peek().is(Token.Kind.STRING)) {
            all.append(tokens.next().text());
        }
        return Text.of(all.toString());
    }

    private static Long integer(Token token) {
        try {
            return Long.valueOf(token.text().replace("_", ""));
        } catch (NumberFormatException e) {
            throw JinjaException.refused(token.line(), "the number " + token.text() + " is not supported");
        }
    }

    private Expression bracketed(Token open) {
        return switch (open.text()) {
            case "(" -> parenthesized();
            case "[" -> new Literals.ListOf(items("]"));
            case "{" -> dictionary();
            default -> throw unexpected(open);
        };
    }

    private Expression parenthesized() {
        if (tokens.skipOperator(")")) {
            return new Literals.TupleOf(List.of());
        }
        Expression inner = expressions.tupleOrExpression(true);
        tokens.expectOperator(")");
        return inner;
    }

    private List<Expression> items(String close) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipOperator(close)) {
            if (!items.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.skipOperator(close)) {
                    break;
                }
            }
            items.add(expressions.expression());
        }
        return items;
    }

    private Expression dictionary() {
        List<Literals.Entry> entries = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            if (!entries.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.skipOperator("}")) {
                    break;
                }
            }
            Expression key = expressions.expression();
            tokens.expectOperator(":");
            entries.add(new Literals.Entry(key, expressions.expression()));
        }
        return new Literals.DictOf(entries);
    }

    private Expression postfix(Expression base) {
        Expression expression = base;
        while (true) {
            if (tokens.skipOperator(".")) {
                expression = dotted(expression);
            } else if (tokens.skipOperator("[")) {
                expression = new Access.Item(expression, subscript());
                tokens.expectOperator("]");
            } else if (tokens.peek().isOperator("(")) {
                expression = call(expression);
            } else {
                return expression;
            }
        }
    }

    private Expression dotted(Expression base) {
        if (tokens.peek().is(Token.Kind.INTEGER)) {
            return new Access.Item(base, new Literals.Constant(integer(tokens.next())));
        }
        Token name = tokens.expect(Token.Kind.NAME);
        if (name.text().startsWith("__")) {
            throw JinjaException.refused(name.line(), "the attribute " + name.text() + " is not allowed");
        }
        return new Access.Attribute(base, name.text());
    }

    private Expression subscript() {
        Expression start = tokens.peek().isOperator(":") ? null : expressions.expression();
        if (!tokens.skipOperator(":")) {
            return start;
        }
        Expression stop = bound();
        Expression step = tokens.skipOperator(":") ? bound() : null;
        return new Access.SliceOf(start, stop, step);
    }

    private Expression bound() {
        return tokens.peek().isOperator(":") || tokens.peek().isOperator("]") ? null : expressions.expression();
    }

    private Expression call(Expression callee) {
        if (callee instanceof Access.Attribute attribute && Methods.isUnsupported(attribute.name())) {
            throw JinjaException.refused(tokens.line(), "the method " + attribute.name() + "() is not supported");
        }
        return new Access.Call(callee, arguments());
    }

    private Access.ArgumentList arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        boolean first = true;
        while (!tokens.skipOperator(")")) {
            if (!first) {
                tokens.expectOperator(",");
                if (tokens.skipOperator(")")) {
                    break;
                }
            }
            first = false;
            argument(positional, named);
        }
        return new Access.ArgumentList(positional, named);
    }

    private void argument(List<Expression> positional, Map<String, Expression> named) {
        if (tokens.peek().isOperator("*") || tokens.peek().isOperator("**")) {
            throw JinjaException.refused(tokens.line(), "*args and **kwargs are not supported");
        }
        if (tokens.peek().is(Token.Kind.NAME) && tokens.peekSecond().isOperator("=")) {
            String name = tokens.next().text();
            tokens.next();
            if (named.put(name, expressions.expression()) != null) {
                throw JinjaException.refused(tokens.line(), "the argument " + name + " is given twice");
            }
        } else if (named.isEmpty()) {
            positional.add(expressions.expression());
        } else {
            throw tokens.unexpected("a named argument");
        }
    }

    private Expression filtersAndTests(Expression base) {
        Expression expression = base;
        while (true) {
            if (tokens.skipOperator("|")) {
                expression = filterCall().on(expression);
            } else if (tokens.skipName("is")) {
                expression = test(expression);
            } else if (tokens.peek().isOperator("(")) {
                expression = call(expression);
            } else {
                return expression;
            }
        }
    }

    ExpressionParser.FilterCall filterCall() {
        Token name = tokens.expect(Token.Kind.NAME);
        if (!Filters.exists(name.text())) {
            throw JinjaException.refused(name.line(), "the filter '" + name.text() + "' is not supported");
        }
        return new ExpressionParser.FilterCall(
                name.text(), tokens.peek().isOperator("(") ? arguments() : Access.ArgumentList.EMPTY);
    }

    private Expression test(Expression operand) {
        boolean negated = tokens.skipName("not");
        Token name = tokens.expect(Token.Kind.NAME);
        if (!TestFunctions.exists(name.text())) {
            throw JinjaException.refused(name.line(), "the test '" + name.text() + "' is not supported");
        }
        Expression tested = new Access.Tested(operand, name.text(), testArguments());
        return negated ? new Operators.Not(tested) : tested;
    }

    private Access.ArgumentList testArguments() {
        Token next = tokens.peek();
        if (next.isOperator("(")) {
            return arguments();
        }
        boolean literal = next.is(Token.Kind.STRING)
                || next.is(Token.Kind.INTEGER)
                || next.is(Token.Kind.FLOAT)
                || next.isOperator("[")
                || next.isOperator("{");
        // as in Jinja2 any other name is an argument, so that an inline if after a test needs brackets
        if (literal || (next.is(Token.Kind.NAME) && !AFTER_TEST.contains(next.text()))) {
            return new Access.ArgumentList(List.of(postfix(primary())), Map.of());
        }
        return Access.ArgumentList.EMPTY;
    }

    private static JinjaException unexpected(Token token) {
        String found = token.text().isEmpty() ? "the end" : "'" + token.text() + "'";
        return JinjaException.refused(token.line(), "expected an expression, found " + found);
    }
}
