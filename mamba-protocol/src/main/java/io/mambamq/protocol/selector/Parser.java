// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of one selector by recursive descent, at most {@link Selector#NESTING_MAX} deep.
 *
 * <pre>
 *  or         = and { OR and }
 *  and        = not { AND not }
 *  not        = NOT not | predicate
 *  predicate  = sum [ comparison sum
 *                   | [NOT] BETWEEN sum AND sum
 *                   | [NOT] IN ( string { , string } )
 *                   | [NOT] LIKE string [ESCAPE string]
 *                   | IS [NOT] NULL ]
 *  sum        = product { (+ | -) product }
 *  product    = signed { (* | /) signed }
 *  signed     = (+ | -) signed | primary
 *  primary    = identifier | string | number | TRUE | FALSE | ( or )
 * </pre>
 *
 * <p>Parentheses may hold a condition or a value; where one of the two stands for the other is said after it was parsed.
 */
final class Parser {
    private final String text;
    private final Lexer lexer;
    private final Fields.Builder fields;
    private Token next;
    private int nesting;
    private int nodes;
    private int likes;

    Parser(String text, Fields.Builder fields) {
        this.text = text;
        this.fields = fields;
        lexer = new Lexer(text);
        next = lexer.next();
    }

    Condition parse() {
        int position = next.position();
        Condition condition = condition(or(), position);
        if (next.kind() != TokenKind.END) {
            throw error(next.position(), "AND, OR or the end is expected, not " + next.shown());
        }
        return condition;
    }

    // ---- logic

    private Expression or() {
        int position = next.position();
        Expression first = and();
        if (next.kind() != TokenKind.OR) {
            return first;
        }
        List<Condition> parts = new ArrayList<>();
        parts.add(condition(first, position));
        while (takeIf(TokenKind.OR)) {
            int at = next.position();
            parts.add(condition(and(), at));
        }
        return counted(new Condition.Or(List.copyOf(parts)));
    }

    private Expression and() {
        int position = next.position();
        Expression first = not();
        if (next.kind() != TokenKind.AND) {
            return first;
        }
        List<Condition> parts = new ArrayList<>();
        parts.add(condition(first, position));
        while (takeIf(TokenKind.AND)) {
            int at = next.position();
            parts.add(condition(not(), at));
        }
        return counted(new Condition.And(List.copyOf(parts)));
    }

    private Expression not() {
        if (next.kind() != TokenKind.NOT) {
            return predicate();
        }
        enter();
        take();
        int position = next.position();
        Condition inner = condition(not(), position);
        leave();
        return counted(new Condition.Not(inner));
    }

    // ---- predicates

    private Expression predicate() {
        int position = next.position();
        Expression left = sum();
        ComparisonOperator comparison = comparisonOperator();
        if (comparison != null) {
            return comparison(comparison, left, position);
        }
        if (next.kind() == TokenKind.IS) {
            return isNull(field(left, position, "IS"));
        }
        int notPosition = next.position();
        boolean negated = takeIf(TokenKind.NOT);
        return switch (next.kind()) {
            case BETWEEN -> between(orderable(left, position), negated);
            case IN -> negatedIf(negated, in(field(left, position, "IN")));
            case LIKE -> negatedIf(negated, like(field(left, position, "LIKE")));
            default -> {
                if (negated) {
                    throw error(next.position(), "BETWEEN, IN or LIKE is expected behind NOT, not " + next.shown());
                }
                if (next.kind() == TokenKind.ESCAPE) {
                    throw error(notPosition, "ESCAPE is expected only behind the pattern of LIKE");
                }
                yield left;
            }
        };
    }

    private Condition comparison(ComparisonOperator operator, Expression left, int position) {
        Value first = value(left, position);
        Token sign = take();
        int secondPosition = next.position();
        Value second = value(sum(), secondPosition);
        if (operator.isOrdering() && (isUnordered(first, second) || isUnordered(second, first))) {
            throw error(sign.position(), "strings and Booleans are compared by = and <> only, not by " + sign.text());
        }
        return counted(new Condition.Comparison(operator, first, second));
    }

    /** A number on the other side makes it a comparison of unlike types, which is allowed and false. */
    private static boolean isUnordered(Value value, Value other) {
        return isStringOrBoolean(value) && (other instanceof Value.Field || isStringOrBoolean(other));
    }

    private Condition between(Value tested, boolean negated) {
        take();
        int lowPosition = next.position();
        Value low = orderable(sum(), lowPosition);
        expect(TokenKind.AND, "AND is expected between the two ends of BETWEEN");
        int highPosition = next.position();
        Value high = orderable(sum(), highPosition);
        return counted(new Condition.Between(tested, low, high, negated));
    }

    private Condition in(Value.Field field) {
        take();
        expect(TokenKind.LEFT_PARENTHESIS, "\"(\" is expected behind IN");
        Set<String> texts = new LinkedHashSet<>();
        do {
            texts.add(expect(TokenKind.STRING, "a string in single quotes is expected in the list of IN")
                    .text());
            count();
        } while (takeIf(TokenKind.COMMA));
        expect(TokenKind.RIGHT_PARENTHESIS, "\",\" or \")\" is expected in the list of IN");
        return counted(new Condition.In(field, Set.copyOf(texts)));
    }

    private Condition like(Value.Field field) {
        Token like = take();
        likes++;
        if (likes > Selector.LIKES_MAX) {
            throw error(like.position(), "a selector has LIKE at most " + Selector.LIKES_MAX + " times");
        }
        Token pattern = expect(TokenKind.STRING, "a string in single quotes is expected as the pattern of LIKE");
        int escape = takeIf(TokenKind.ESCAPE) ? escapeCharacter() : -1;
        if (pattern.text().codePointCount(0, pattern.text().length()) > Selector.LIKE_PATTERN_MAX) {
            throw error(
                    pattern.position(),
                    "the pattern of LIKE has at most " + Selector.LIKE_PATTERN_MAX + " characters, and this one more");
        }
        try {
            return counted(new Condition.Like(field, LikePattern.compile(pattern.text(), escape)));
        } catch (IllegalArgumentException e) {
            throw error(pattern.position(), String.valueOf(e.getMessage()));
        }
    }

    private int escapeCharacter() {
        Token escape = expect(TokenKind.STRING, "a string of one character is expected behind ESCAPE");
        if (escape.text().codePointCount(0, escape.text().length()) != 1) {
            throw error(
                    escape.position(),
                    "a string of one character is expected behind ESCAPE, not '" + escape.text() + "'");
        }
        return escape.text().codePointAt(0);
    }

    private Condition isNull(Value.Field field) {
        take();
        boolean negated = takeIf(TokenKind.NOT);
        expect(TokenKind.NULL, negated ? "NULL is expected behind IS NOT" : "NULL or NOT NULL is expected behind IS");
        return negatedIf(negated, counted(new Condition.IsNull(field)));
    }

    private Condition negatedIf(boolean negated, Condition condition) {
        return negated ? counted(new Condition.Not(condition)) : condition;
    }

    // ---- values

    private Expression sum() {
        int position = next.position();
        Expression left = product();
        while (next.kind() == TokenKind.PLUS || next.kind() == TokenKind.MINUS) {
            ArithmeticOperator operator =
                    take().kind() == TokenKind.PLUS ? ArithmeticOperator.ADD : ArithmeticOperator.SUBTRACT;
            int rightPosition = next.position();
            Value right = number(product(), rightPosition);
            left = counted(new Value.Arithmetic(operator, number(left, position), right));
        }
        return left;
    }

    private Expression product() {
        int position = next.position();
        Expression left = signed();
        while (next.kind() == TokenKind.TIMES || next.kind() == TokenKind.DIVIDE) {
            ArithmeticOperator operator =
                    take().kind() == TokenKind.TIMES ? ArithmeticOperator.MULTIPLY : ArithmeticOperator.DIVIDE;
            int rightPosition = next.position();
            Value right = number(signed(), rightPosition);
            left = counted(new Value.Arithmetic(operator, number(left, position), right));
        }
        return left;
    }

    private Expression signed() {
        if (next.kind() != TokenKind.PLUS && next.kind() != TokenKind.MINUS) {
            return primary();
        }
        boolean negative = take().kind() == TokenKind.MINUS;
        if (negative && next.kind() == TokenKind.NUMBER) {
            return literal(take(), true);
        }
        enter();
        int position = next.position();
        Value inner = number(signed(), position);
        leave();
        return counted(new Value.Signed(negative, inner));
    }

    private Expression primary() {
        return switch (next.kind()) {
            case IDENTIFIER -> identifier(take());
            case STRING -> counted(new Value.Literal(take().text()));
            case NUMBER -> literal(take(), false);
            case TRUE, FALSE -> counted(new Value.Literal(take().kind() == TokenKind.TRUE));
            case LEFT_PARENTHESIS -> parenthesized();
            case NULL -> throw error(next.position(), "NULL is no value; compare with IS NULL or IS NOT NULL");
            default ->
                throw error(next.position(), "an identifier, a literal or \"(\" is expected, not " + next.shown());
        };
    }

    private Expression parenthesized() {
        enter();
        Token open = take();
        Expression inner = or();
        if (next.kind() != TokenKind.RIGHT_PARENTHESIS) {
            throw error(
                    next.position(),
                    "\")\" is expected for the \"(\" at position " + open.position() + ", not " + next.shown());
        }
        take();
        leave();
        return inner;
    }

    private Value identifier(Token token) {
        String name = token.text();
        if (HeaderField.isHeaderName(name) && HeaderField.ofIdentifier(name) == null) {
            throw error(
                    token.position(),
                    name + " is no field that a selector can name; of the header it can name JMSDeliveryMode,"
                            + " JMSPriority, JMSMessageID, JMSTimestamp, JMSCorrelationID and JMSType");
        }
        return counted(fields.field(name));
    }

    private Value literal(Token token, boolean negative) {
        try {
            return counted(new Value.Literal(NumberLiteral.parse(token.text(), negative)));
        } catch (NumberFormatException e) {
            throw error(token.position(), String.valueOf(e.getMessage()));
        }
    }

    // ---- what stands where

    private Condition condition(Expression expression, int position) {
        if (expression instanceof Condition condition) {
            return condition;
        }
        if (expression instanceof Value.Field || isBoolean(expression)) {
            return counted(new Condition.IsTrue((Value) expression));
        }
        throw error(position, "a condition is expected, which is true or false, not a value");
    }

    private Value value(Expression expression, int position) {
        if (expression instanceof Value value) {
            return value;
        }
        throw error(position, "a value is expected, not a condition");
    }

    private Value number(Expression expression, int position) {
        if (isStringOrBoolean(expression)) {
            throw error(position, "a number is expected, as one cannot calculate with a string or a Boolean");
        }
        return value(expression, position);
    }

    private Value orderable(Expression expression, int position) {
        if (isStringOrBoolean(expression)) {
            throw error(position, "BETWEEN compares numbers, not strings or Booleans");
        }
        return value(expression, position);
    }

    private Value.Field field(Expression expression, int position, String operator) {
        if (expression instanceof Value.Field field) {
            return field;
        }
        throw error(position, "an identifier is expected before " + operator);
    }

    private static boolean isBoolean(Expression expression) {
        return expression instanceof Value.Literal literal && literal.value() instanceof Boolean;
    }

    private static boolean isStringOrBoolean(Expression expression) {
        return expression instanceof Value.Literal literal && !(literal.value() instanceof Number);
    }

    // ---- tokens and limits

    private @Nullable ComparisonOperator comparisonOperator() {
        return switch (next.kind()) {
            case EQUAL -> ComparisonOperator.EQUAL;
            case NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
            case LESS -> ComparisonOperator.LESS;
            case LESS_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
            case GREATER -> ComparisonOperator.GREATER;
            case GREATER_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
            default -> null;
        };
    }

    private Token take() {
        Token taken = next;
        next = lexer.next();
        return taken;
    }

    private boolean takeIf(TokenKind kind) {
        if (next.kind() != kind) {
            return false;
        }
        take();
        return true;
    }

    private Token expect(TokenKind kind, String what) {
        if (next.kind() != kind) {
            throw error(next.position(), what + ", not " + next.shown());
        }
        return take();
    }

    private void enter() {
        nesting++;
        if (nesting > Selector.NESTING_MAX) {
            throw error(
                    next.position(),
                    "parentheses, NOT and signs stand at most " + Selector.NESTING_MAX + " deep within each other");
        }
    }

    private void leave() {
        nesting--;
    }

    private <T extends Expression> T counted(T node) {
        count();
        return node;
    }

    private void count() {
        nodes++;
        if (nodes > Selector.NODES_MAX) {
            throw error(
                    next.position(),
                    "a selector has at most " + Selector.NODES_MAX + " literals, identifiers and operators together");
        }
    }

    private MalformedSelectorException error(int position, String what) {
        return new MalformedSelectorException(text, position, what);
    }
}
