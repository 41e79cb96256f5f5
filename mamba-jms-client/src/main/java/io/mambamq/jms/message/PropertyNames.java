// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How message properties may be called (JMS 3.1 §3.5.1) and which JMSX properties there are (§3.5.9). Stateless. */
public final class PropertyNames {
    /** String: the group that a message belongs to. */
    public static final String GROUP_ID = "JMSXGroupID";
    /** int: the message's place in its group, from 1. */
    public static final String GROUP_SEQUENCE = "JMSXGroupSeq";
    /** int: 1 for the first delivery. Set on receipt; what a sender puts there is not sent. */
    public static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    /** For {@code ConnectionMetaData.getJMSXPropertyNames}. */
    public static final List<String> SUPPORTED_JMSX = List.of(GROUP_ID, GROUP_SEQUENCE, DELIVERY_COUNT);

    private static final Set<String> RESERVED_WORDS =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private PropertyNames() {}

    /**
     * A selector could name this property: a Java identifier, none of the selector's own words, and not a header field's
     * name. Names that begin with {@code JMSX} or {@code JMS_} are let through, so that messages of another provider can
     * be copied property by property.
     *
     * @throws IllegalArgumentException if not; says why
     */
    public static void require(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a property needs a name, this one is " + (name == null ? "null" : "empty"));
        }
        if (!isIdentifier(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be a property's name: only letters, digits, _ and $,"
                            + " not beginning with a digit, can be used in a selector");
        }
        if (RESERVED_WORDS.contains(name.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be a property's name: selectors reserve the word");
        }
        if (name.startsWith("JMS") && !name.startsWith("JMSX") && !name.startsWith("JMS_")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be a property's name: names that begin with JMS are header fields");
        }
    }

    private static boolean isIdentifier(String name) {
        int first = name.codePointAt(0);
        return Character.isJavaIdentifierStart(first)
                && name.codePoints().skip(1).allMatch(Character::isJavaIdentifierPart);
    }
}
