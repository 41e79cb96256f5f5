// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A completion listener that writes down how it is called. */
final class Completions implements CompletionListener {
    /** One call, with a null failure for {@code onCompletion}. */
    record Call(Message message, Exception failure, Thread thread) {}

    private static final long WAIT_S = 10;

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    @Override
    public void onCompletion(Message message) {
        calls.add(new Call(message, null, Thread.currentThread()));
    }

    @Override
    public void onException(Message message, Exception exception) {
        calls.add(new Call(message, exception, Thread.currentThread()));
    }

    Call next() throws InterruptedException {
        Call call = calls.poll(WAIT_S, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("the completion listener was not called within " + WAIT_S + " s");
        }
        return call;
    }

    int count() {
        return calls.size();
    }
}
