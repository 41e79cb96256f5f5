// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import io.mambamq.protocol.message.EncodedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message selector (JMS 3.1 §3.8), parsed. What evaluating it costs is bounded by its length and by that of the message's
 * properties: every node is evaluated at most once, every property read at most once, and LIKE never goes back in a text.
 *
 * <p>Where the specification leaves a choice: exact literals are {@code long}; a division by zero of any type is unknown; a
 * field in the place of a condition is compared with TRUE; ordering a text or a Boolean literal is refused, because it could
 * never hold, unless the other side is a number, where unlike types compare false; a Boolean or a text in arithmetic is
 * unknown, as a literal refused.
 */
public final class Selector {
    /** In {@code char}s. */
    public static final int LENGTH_MAX = 8192;
    /** Parentheses, NOT and signs within each other. */
    public static final int NESTING_MAX = 100;
    /** Literals, fields and operators together. */
    public static final int NODES_MAX = 2048;
    /** Each reads its text once, and a text may be as long as a message. */
    public static final int LIKES_MAX = 100;
    /** In characters. */
    public static final int LIKE_PATTERN_MAX = 256;

    private final String text;
    private final Condition condition;
    private final Fields fields;

    private Selector(String text, Condition condition, Fields fields) {
        this.text = text;
        this.condition = condition;
        this.fields = fields;
    }

    /** Whether the text asks for no selection: it is null, or has nothing but white space (JMS 3.1 §3.8.1). */
    public static boolean isNone(@Nullable String text) {
        return text == null || text.chars().allMatch(Lexer::isWhiteSpace);
    }

    /**
     * Parses a text that is not {@linkplain #isNone none}.
     *
     * @throws MalformedSelectorException if it does not follow the syntax or goes beyond a limit; says where and why
     */
    public static Selector parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new MalformedSelectorException(
                    text,
                    LENGTH_MAX + 1,
                    "a selector has at most " + LENGTH_MAX + " characters, this one has " + text.length());
        }
        Fields.Builder fields = new Fields.Builder();
        Condition condition = new Parser(text, fields).parse();
        return new Selector(text, condition, fields.build());
    }

    /**
     * Whether the message is selected. Reads header and properties in place and does not look at the body.
     *
     * @param deliveryCount what {@code JMSXDeliveryCount} is when it is delivered now, 1 for the first time
     */
    public boolean matches(EncodedMessage message, int deliveryCount) {
        return condition.evaluate(fields.read(message, deliveryCount)) == Truth.TRUE;
    }

    /** The text as it was given. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
