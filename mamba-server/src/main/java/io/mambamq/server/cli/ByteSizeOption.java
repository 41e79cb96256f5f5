// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.server.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A {@link ByteSize} on the command line. */
final class ByteSizeOption implements ITypeConverter<Long> {
    /** Called by picocli. */
    ByteSizeOption() {}

    @Override
    public Long convert(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
