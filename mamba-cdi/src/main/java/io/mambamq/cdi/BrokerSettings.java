// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.ConnectionFactory;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is, for applications that produce no connection factory: the system properties {@code mamba.url}, {@code mamba.user} and
 * {@code mamba.password}, each in its absence the environment variable {@code MAMBA_URL}, {@code MAMBA_USER}, {@code MAMBA_PASSWORD}.
 */
final class BrokerSettings {
    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> environment;

    BrokerSettings(Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static BrokerSettings ofThisProcess() {
        return new BrokerSettings(System::getProperty, System::getenv);
    }

    /**
     * The factory that is configured; null for none.
     *
     * @throws IllegalArgumentException if the URL is malformed; says which part of it
     */
    @Nullable
    ConnectionFactory factory() {
        String url = setting("mamba.url");
        return url == null ? null : new MambaConnectionFactory(url, setting("mamba.user"), setting("mamba.password"));
    }

    private @Nullable String setting(String name) {
        String property = properties.apply(name);
        return property != null
                ? property
                : environment.apply(name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
