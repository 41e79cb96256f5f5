// SPDX-License-Identifier: Apache-2.0

/** The Jakarta Connectors 2.1 resource adapter, with an embedded broker. */
@NullMarked
package io.mambamq.ra;

import org.jspecify.annotations.NullMarked;
