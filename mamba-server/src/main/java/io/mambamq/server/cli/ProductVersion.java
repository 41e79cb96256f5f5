// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.server.boot.Product;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class ProductVersion implements IVersionProvider {
    /** Called by picocli. */
    public ProductVersion() {}

    @Override
    public String[] getVersion() {
        return new String[] {Product.NAME_AND_VERSION, "Java " + Runtime.version()};
    }
}
