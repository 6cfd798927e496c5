package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a template's statements; tags that are not supported are refused. */
final class StatementParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;
    /** How many loops around can be left from here; a macro or captured block starts anew. */
    private int loops;

    private StatementParser(TokenStream tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    static Body parse(String template) {
        StatementParser parser = new StatementParser(new TokenStream(Lexer.tokens(template)));
        Body body = parser.body(Set.of());
        if (!parser.tokens.peek().is(Token.Kind.END)) {
            throw parser.tokens.unexpected("the end of the template");
        }
        return body;
    }

    /** Statements up to a tag of one of the names; its name is the next token. */
    private Body body(Set<String> ends) {
        List<Statement> statements = new ArrayList<>();
        while (!tokens.peek().is(Token.Kind.END)) {
            Token token = tokens.next();
            switch (token.kind()) {
                case DATA -> statements.add(new Output.Data(token.line(), Text.of(token.text())));
                case VARIABLE_BEGIN -> statements.add(output(token.line()));
                default -> {
                    if (ends.contains(tokens.peek().text())) {
                        return new Body(statements);
                    }
                    statements.add(statement(tokens.expect(Token.Kind.NAME)));
                }
            }
        }
        if (!ends.isEmpty()) {
            throw tokens.unexpected("one of the tags " + String.join(", ", ends));
        }
        return new Body(statements);
    }

    private Statement output(int line) {
        Statement output = Output.of(line, expressions.tupleOrExpression(true));
        tokens.expect(Token.Kind.VARIABLE_END);
        return output;
    }

    private Statement statement(Token name) {
        int line = name.line();
        return switch (name.text()) {
            case "if" -> ifStatement(line);
            case "for" -> forStatement(line);
            case "set" -> set(line);
            case "macro" -> macro(line);
            case "filter" -> filterBlock(line);
            case "with" -> with(line);
            case "generation" -> new Statements.With(line, List.of(), endOfTagAndBlock("endgeneration"));
            case "break" -> jump(line, Statement.Flow.BREAK);
            case "continue" -> jump(line, Statement.Flow.CONTINUE);
            default -> throw JinjaException.refused(line, "the tag '" + name.text() + "' is not supported");
        };
    }

    private Statement ifStatement(int line) {
        List<Statements.Branch> branches = new ArrayList<>();
        do {
            Expression condition = expressions.tupleOrExpression(false);
            endOfTag();
            branches.add(new Statements.Branch(condition, body(Set.of("elif", "else", "endif"))));
        } while (tokens.skipName("elif"));
        return new Statements.If(line, branches, otherwise("endif"));
    }

    /** What follows {@code else}, nothing if there is none, and the end tag. */
    private Body otherwise(String end) {
        Body otherwise = new Body(List.of());
        if (tokens.skipName("else")) {
            endOfTag();
            otherwise = body(Set.of(end));
        }
        tokens.expectName(end);
        endOfTag();
        return otherwise;
    }

    private Statement forStatement(int line) {
        Target target = targets();
        tokens.expectName("in");
        Expression items = expressions.tupleOrExpression(false);
        Expression condition = tokens.skipName("if") ? expressions.expression() : null;
        if (tokens.peek().isName("recursive")) {
            throw JinjaException.refused(line, "a recursive loop is not supported");
        }
        endOfTag();
        loops++;
        Body body = body(Set.of("else", "endfor"));
        loops--;
        return new For(line, target, items, condition, body, otherwise("endfor"));
    }

    private Statement set(int line) {
        Target target = targets();
        if (tokens.skipOperator("=")) {
            Expression expression = expressions.tupleOrExpression(true);
            endOfTag();
            return new Statements.Set(line, target, expression);
        }
        List<ExpressionParser.FilterCall> filters = tokens.skipOperator("|") ? expressions.filterChain() : List.of();
        return new Statements.SetBlock(line, target, filters, captured("endset"));
    }

    private Target targets() {
        boolean bracketed = tokens.skipOperator("(");
        List<Target> targets = new ArrayList<>(List.of(target()));
        boolean several = false;
        while (tokens.skipOperator(",")) {
            several = true;
            if (tokens.peek().is(Token.Kind.NAME) && !tokens.peek().isName("in")) {
                targets.add(target());
            }
        }
        if (bracketed) {
            tokens.expectOperator(")");
        }
        return several ? new Target.Unpacked(targets) : targets.get(0);
    }

    private Target target() {
        String name = tokens.expect(Token.Kind.NAME).text();
        return tokens.skipOperator(".")
                ? new Target.NamespaceAttribute(
                        name, tokens.expect(Token.Kind.NAME).text())
                : new Target.Variable(name);
    }

    private Statement macro(int line) {
        String name = tokens.expect(Token.Kind.NAME).text();
        List<Macro.Parameter> parameters = new ArrayList<>();
        tokens.expectOperator("(");
        while (!tokens.skipOperator(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectOperator(",");
            }
            String parameter = tokens.expect(Token.Kind.NAME).text();
            parameters.add(new Macro.Parameter(parameter, tokens.skipOperator("=") ? expressions.expression() : null));
        }
        return new Macro(line, name, parameters, captured("endmacro"));
    }

    private Statement filterBlock(int line) {
        return new Statements.FilterBlock(line, expressions.filterChain(), captured("endfilter"));
    }

    private Statement with(int line) {
        List<Statements.Set> assignments = new ArrayList<>();
        while (!tokens.peek().is(Token.Kind.BLOCK_END)) {
            if (!assignments.isEmpty()) {
                tokens.expectOperator(",");
            }
            Target target = new Target.Variable(tokens.expect(Token.Kind.NAME).text());
            tokens.expectOperator("=");
            assignments.add(new Statements.Set(line, target, expressions.expression()));
        }
        return new Statements.With(line, assignments, endOfTagAndBlock("endwith"));
    }

    private Statement jump(int line, Statement.Flow flow) {
        if (loops == 0) {
            throw JinjaException.refused(line, "break or continue outside of a loop");
        }
        endOfTag();
        return new Statements.Jump(line, flow);
    }

    /** A block whose output is caught, so that no loop can be left from in it. */
    private Body captured(String end) {
        int around = loops;
        loops = 0;
        Body body = endOfTagAndBlock(end);
        loops = around;
        return body;
    }

    private Body endOfTagAndBlock(String end) {
        endOfTag();
        Body body = body(Set.of(end));
        tokens.expectName(end);
        endOfTag();
        return body;
    }

    private void endOfTag() {
        tokens.expect(Token.Kind.BLOCK_END);
    }
}
