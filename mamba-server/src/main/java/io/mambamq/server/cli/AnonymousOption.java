// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.server.AnonymousAccess;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@link AnonymousAccess} as a user writes it: {@code until-users}, {@code always}, {@code never}. */
final class AnonymousOption implements ITypeConverter<AnonymousAccess> {
    @Override
    public AnonymousAccess convert(String text) {
        return Arrays.stream(AnonymousAccess.values())
                .filter(value -> text.equalsIgnoreCase(written(value)))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("it is until-users, always or never, not \"" + text + '"'));
    }

    private static String written(AnonymousAccess value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
