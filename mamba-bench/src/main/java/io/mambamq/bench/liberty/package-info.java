// SPDX-License-Identifier: Apache-2.0

/** Open Liberty as a process with an application inside: {@link io.mambamq.bench.liberty.ApplicationServer}. */
@NullMarked
package io.mambamq.bench.liberty;

import org.jspecify.annotations.NullMarked;
