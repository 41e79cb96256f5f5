// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.remote;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands share that ask a running broker: options, the connection, and how to fail. */
public abstract class BrokerTask implements Callable<Integer> {
    public static final String EXIT_CODES = "%nExit codes:%n";
    public static final String EXIT_DONE = "0:done";
    public static final String EXIT_REFUSED = "1:the broker refused; the message says why";
    public static final String EXIT_USAGE = "2:the command line is wrong; nothing was asked";
    public static final String EXIT_NO_ANSWER =
            "7:no broker answers, or the connection was lost; what was asked for last may have been done";

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int NO_ANSWER = 7;

    @Mixin
    private BrokerOptions options;

    @Spec
    private CommandSpec spec;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills options and spec in
    protected BrokerTask() {}

    /**
     * Does it.
     *
     * @throws RefusedException if the broker would not
     * @throws IOException if it does not answer
     */
    protected abstract void run(BrokerClient broker) throws IOException, RefusedException;

    @Override
    public final Integer call() {
        try (BrokerClient broker = options.connect()) {
            run(broker);
            return DONE;
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            err().println("mamba: the broker refuses: " + e.getMessage());
            return REFUSED;
        } catch (IOException e) {
            err().println("mamba: " + explanation(e));
            return NO_ANSWER;
        } finally {
            out().flush();
            err().flush();
        }
    }

    private String explanation(IOException e) {
        if (e instanceof ConnectException || e instanceof UnknownHostException) {
            return "no broker answers at " + options.url() + " (" + e.getMessage()
                    + "); start it, or say where it is with --url";
        }
        if (e instanceof SocketTimeoutException) {
            return options.url() + " is there, but does not answer in time";
        }
        return e instanceof EOFException
                ? options.url() + " ended the connection without an answer"
                : String.valueOf(e.getMessage());
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    protected final ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
