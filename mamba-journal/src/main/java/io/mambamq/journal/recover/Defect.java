// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

/** Why the bytes at an offset are not the batch that should follow. */
public record Defect(long offset, String expected, String found) {}
