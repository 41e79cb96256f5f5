// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import jakarta.resource.spi.ManagedConnectionMetaData;
import org.jspecify.annotations.Nullable;

/** What the container may want to show about a managed connection. */
record BrokerMetaData(
        String productName, String productVersion, @Nullable String user) implements ManagedConnectionMetaData {
    @Override
    public String getEISProductName() {
        return productName;
    }

    @Override
    public String getEISProductVersion() {
        return productVersion;
    }

    /** No limit: sessions share a connection. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public @Nullable String getUserName() {
        return user;
    }
}
