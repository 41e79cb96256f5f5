// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.remote;

import io.mambamq.server.ListenAddress;
import io.mambamq.server.cli.password.PasswordInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which broker is asked, and by whom. */
final class BrokerOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "mamba://localhost:" + ListenAddress.PORT_DEFAULT,
            description = "The broker. Default: ${DEFAULT-VALUE}")
    private String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who asks; nobody in particular if left out. "
                    + "The password is asked for on the console, unless an option names another place.")
    private @Nullable String user;

    @ArgGroup
    private @Nullable PasswordInput passwordInput;

    @SuppressWarnings("NullAway.Init") // picocli fills the options in
    BrokerOptions() {}

    String url() {
        return url;
    }

    /**
     * Logs in to the broker.
     *
     * @throws IllegalArgumentException if an option does not make sense; says which
     * @throws RefusedException if the broker would not have this user
     * @throws IOException if no broker answers
     */
    BrokerClient connect() throws IOException, RefusedException {
        BrokerUrl broker = BrokerUrl.parse(url);
        if (user == null) {
            if (passwordInput != null) {
                throw new IllegalArgumentException("a password belongs to a user; say --user");
            }
            return BrokerClient.connect(broker, null, null);
        }
        char[] password = (passwordInput == null ? new PasswordInput() : passwordInput).read(user);
        try {
            return BrokerClient.connect(broker, user, new String(password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
