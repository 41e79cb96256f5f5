// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this software is called, with the version that the build wrote down. */
public final class Product {
    public static final String NAME_AND_VERSION = "Mamba " + version();

    private Product() {}

    private static String version() {
        try (InputStream in = Product.class.getResourceAsStream("product.properties")) {
            Properties properties = new Properties();
            if (in == null) {
                throw new IllegalStateException("product.properties is missing beside " + Product.class.getName());
            }
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
