// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A JVM, usually on this one's class path. What it prints is kept and, once {@link #awaitLine} saw what it waited for, goes on
 * being read, so that the child never blocks on a full pipe.
 */
public final class ChildJvm implements AutoCloseable {
    /** How many of the last lines {@link #output} keeps. */
    private static final int OUTPUT_LINES_MAX = 500;

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final String awaited;
    private final CountDownLatch awaitedSeen = new CountDownLatch(1);
    private final CountDownLatch outputEnded = new CountDownLatch(1);
    /** Whether the awaited line was among the output, also when that does not keep it any more. */
    private volatile boolean printed;

    private ChildJvm(Process process, String awaited) {
        this.process = process;
        this.awaited = awaited;
    }

    /**
     * Starts {@code java <jvmOptions> -cp <this class path> <mainClass> <arguments>}.
     *
     * @param awaited part of a line that {@link #awaitLine} waits for
     */
    public static ChildJvm start(List<String> jvmOptions, String mainClass, List<String> arguments, String awaited)
            throws IOException {
        return startOn(System.getProperty("java.class.path"), jvmOptions, mainClass, arguments, awaited);
    }

    /** As {@link #start}, on another class path. */
    public static ChildJvm startOn(
            String classPath, List<String> jvmOptions, String mainClass, List<String> arguments, String awaited)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        return start(new ProcessBuilder(command), awaited);
    }

    /** Starts what the builder describes: for a JVM that has a launcher or an environment of its own. */
    public static ChildJvm start(ProcessBuilder builder, String awaited) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        ChildJvm child = new ChildJvm(process, awaited);
        Thread reader = new Thread(child::readOutput, "child-" + process.pid() + "-output");
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Returns when the awaited line was printed.
     *
     * @throws IllegalStateException if the child ended or the time passed before that; shows its output
     */
    public void awaitLine(Duration timeout) throws InterruptedException {
        awaitedSeen.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!printed) {
            throw new IllegalStateException("the child did not print \"" + awaited + "\" within " + timeout
                    + (process.isAlive() ? "" : ", it ended with " + process.exitValue()) + "; its output:\n" + text());
        }
    }

    /** {@code kill -9}: no shutdown hook runs, nothing is flushed. Returns when the process is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks to end ({@code SIGTERM}) and waits. */
    public int terminate(Duration timeout) throws InterruptedException {
        process.destroy();
        return awaitExit(timeout);
    }

    /** Waits that long at the most; whether the child has ended by then. */
    public boolean exitsWithin(Duration duration) throws InterruptedException {
        return process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the end and returns the exit status. */
    public int awaitExit(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the child still runs after " + timeout + "; its output:\n" + text());
        }
        outputEnded.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return process.exitValue();
    }

    /** The last lines it printed, standard output and error. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** CPU time that the process has used; zero where the operating system does not tell. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        kill();
    }

    private String text() {
        return String.join("\n", output());
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
                if (line.contains(awaited)) {
                    printed = true;
                    awaitedSeen.countDown();
                }
            }
        } catch (IOException e) {
            keep("(its output ended: " + e + ")");
        } finally {
            awaitedSeen.countDown();
            outputEnded.countDown();
        }
    }

    private void keep(String line) {
        synchronized (output) {
            if (output.size() == OUTPUT_LINES_MAX) {
                output.remove(0);
            }
            output.add(line);
        }
    }
}
