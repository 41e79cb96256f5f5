// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.TreeSet;

/**
 * An endless history of puts and takes in which a record's number says everything about it: what it is, what stands in it,
 * and when what it puts is taken. So whoever knows how many records came back knows what has to be there.
 *
 * <p>Most things are taken soon, while they are still in the log; some outlive their segment, and few outlive many
 * checkpoints and have to be carried more than once.
 */
final class NumberedHistory {

    /** Largest body. */
    static final int BODY_BYTES_MAX = 6_000;

    private static final int TAKE_EVERY = 4;
    private static final int SHORT_AGE = 60;
    private static final int LONG_AGE = 4_000;
    private static final int LONGEST_AGE = 40_000;
    private static final int[] AGES = {SHORT_AGE, LONG_AGE, LONGEST_AGE};
    private static final int LONG_EVERY = 16;
    private static final int LONGEST_EVERY = 128;
    private static final int STREAMS = 5;

    private NumberedHistory() {}

    /** Adds record {@code number} to the batch. */
    static void add(RecordBatch batch, int number) {
        byte[] body = body(number);
        batch.add(userType(number), stream(number), body, 0, body.length);
    }

    /** Applies record {@code number}, which lies at this position, to the state. */
    static void apply(OwnerState state, int number, long position) {
        state.record(position, userType(number), stream(number), ByteBuffer.wrap(body(number)));
    }

    /** The numbers of what is there after the first {@code count} records. */
    static Set<Integer> thingsAfter(int count) {
        Set<Integer> things = new TreeSet<>();
        for (int number = Math.max(0, count - LONGEST_AGE - TAKE_EVERY); number < count; number++) {
            if (!isTake(number) && takerOf(number) >= count) {
                things.add(number);
            }
        }
        return things;
    }

    /** Half of it in one stream, so that some have much to carry and others little. */
    private static int stream(int number) {
        return number % 2 == 0 ? 0 : number / 2 % STREAMS;
    }

    /** What record {@code number}, a put, holds. */
    static byte[] putBody(int number) {
        byte[] body = new byte[Integer.BYTES + (int) (number * 7919L % (BODY_BYTES_MAX - Integer.BYTES))];
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putInt(number);
        for (int i = Integer.BYTES; i < body.length; i++) {
            body[i] = (byte) (number + i);
        }
        return body;
    }

    private static byte[] body(int number) {
        return isTake(number) ? takeBody(number) : putBody(number);
    }

    private static int userType(int number) {
        return isTake(number) ? OwnerState.TAKE : OwnerState.PUT;
    }

    private static byte[] takeBody(int number) {
        ByteBuffer body = ByteBuffer.allocate(Integer.BYTES * (1 + AGES.length * TAKE_EVERY))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number);
        for (int age : AGES) {
            for (int put = Math.max(0, number - age - TAKE_EVERY + 1); put <= number - age; put++) {
                if (!isTake(put) && age(put) == age) {
                    body.putInt(put);
                }
            }
        }
        byte[] bytes = new byte[body.position()];
        body.flip().get(bytes);
        return bytes;
    }

    private static boolean isTake(int number) {
        return number % TAKE_EVERY == TAKE_EVERY - 1;
    }

    /** The record that takes what this one puts: the first take that is old enough. */
    private static int takerOf(int put) {
        return (put + age(put)) / TAKE_EVERY * TAKE_EVERY + TAKE_EVERY - 1;
    }

    private static int age(int put) {
        int nth = put / TAKE_EVERY * (TAKE_EVERY - 1) + put % TAKE_EVERY;
        if (nth % LONGEST_EVERY == 0) {
            return LONGEST_AGE;
        }
        return nth % LONG_EVERY == 0 ? LONG_AGE : SHORT_AGE;
    }
}
