// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import io.mambamq.bench.Result;
import java.util.Random;

/** Carries out one {@link LoadOrder} and prints one {@link Result}. */
public final class JournalLoad {
    private static final int SEED = 4711;
    private static final int FILL_WINDOW = 256;

    private JournalLoad() {}

    /** Arguments as {@link LoadOrder#arguments} gives them. */
    public static void main(String[] arguments) throws Exception {
        Result result = run(LoadOrder.parse(arguments));
        System.out.println(Result.PREFIX + result.json());
        System.exit(0);
    }

    private static Result run(LoadOrder order) throws Exception {
        if (order.task() == LoadOrder.Task.DISK) {
            return new DiskLoad(order).run();
        }
        JournalUnderLoad journal = Class.forName(order.adapter())
                .asSubclass(JournalUnderLoad.class)
                .getConstructor(String.class)
                .newInstance(order.options());
        try {
            return switch (order.task()) {
                case APPEND -> new AppendLoad(journal, order).run();
                case FILL -> fill(journal, order);
                case LOAD, DISK -> new ReplayLoad(journal, order).run();
            };
        } finally {
            journal.close();
        }
    }

    private static Result fill(JournalUnderLoad journal, LoadOrder order) throws Exception {
        journal.create(order.directory(), order.files());
        new WindowAppender(journal, body(order.bodyBytes()), FILL_WINDOW).append(order.records());
        return new Result("{\"records\":" + order.records() + "}");
    }

    /** Bytes that no file system or disk can make smaller, the same ones for every journal. */
    static byte[] body(int bytes) {
        byte[] body = new byte[bytes];
        new Random(SEED).nextBytes(body);
        return body;
    }
}
