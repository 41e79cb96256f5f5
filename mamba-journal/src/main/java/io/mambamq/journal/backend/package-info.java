// SPDX-License-Identifier: Apache-2.0
/**
 * Chooses, while a journal is opened, how its log will be written: by configuration, by what was remembered, or by a
 * measurement. Runs on the opening thread. Entry class: {@link io.mambamq.journal.backend.BackEndChoice}.
 */
@NullMarked
package io.mambamq.journal.backend;

import org.jspecify.annotations.NullMarked;
