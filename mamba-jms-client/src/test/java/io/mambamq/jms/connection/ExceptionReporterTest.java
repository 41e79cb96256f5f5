// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mambamq.jms.Async;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExceptionReporterTest {
    private final ExceptionReporter reporter = new ExceptionReporter();
    private final BlockingQueue<String> reported = new LinkedBlockingQueue<>();

    private String next() throws InterruptedException {
        return reported.poll(10, TimeUnit.SECONDS);
    }

    private void report(String problem) {
        reporter.report(new JMSException(problem));
    }

    private ExceptionListener recordingAfter(CountDownLatch latch) {
        return failure -> {
            reported.add(failure.getMessage());
            Async.unchecked(latch::await);
        };
    }

    @Test
    @DisplayName("M-54: problems are reported in their order, on another thread")
    void order() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        reporter.listener(failure -> {
            thread.complete(Thread.currentThread());
            reported.add(failure.getMessage());
        });

        for (int i = 0; i < 50; i++) {
            report(Integer.toString(i));
        }

        for (int i = 0; i < 50; i++) {
            assertEquals(Integer.toString(i), next());
        }
        assertNotSame(Thread.currentThread(), thread.get());
    }

    @Test
    @DisplayName("M-54: a listener that does not keep up misses the oldest problems, not the last one")
    void bounded() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        reporter.listener(recordingAfter(mayReturn));
        report("first");
        assertEquals("first", next());

        report("too old");
        for (int i = 1; i < ExceptionReporter.WAITING_MAX; i++) {
            report("problem");
        }
        report("lost");
        mayReturn.countDown();

        for (int i = 1; i < ExceptionReporter.WAITING_MAX; i++) {
            assertEquals("problem", next());
        }
        assertEquals("lost", next());
    }

    @Test
    @DisplayName("M-54: a listener that throws is called for the next problem")
    void throwing() throws Exception {
        reporter.listener(failure -> {
            reported.add(failure.getMessage());
            throw new IllegalArgumentException("thrown by the test");
        });

        report("one");
        report("two");

        assertEquals("one", next());
        assertEquals("two", next());
    }

    @Test
    @DisplayName("M-54: without a listener nothing is kept for a later one")
    void noListener() throws Exception {
        report("nobody listens");
        reporter.listener(failure -> reported.add(failure.getMessage()));
        assertNull(reported.peek());

        report("somebody listens");

        assertEquals("somebody listens", next());
    }
}
