// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which version of Mamba this client is, as the build wrote it into {@code version.properties}. */
public final class ClientVersion {
    public static final String TEXT = load();
    public static final int MAJOR = part(0);
    public static final int MINOR = part(1);

    private ClientVersion() {}

    private static String load() {
        try (InputStream in = ClientVersion.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing beside " + ClientVersion.class);
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("version.properties cannot be read", e);
        }
    }

    private static int part(int index) {
        return Integer.parseInt(TEXT.split("[.-]", -1)[index]);
    }
}
