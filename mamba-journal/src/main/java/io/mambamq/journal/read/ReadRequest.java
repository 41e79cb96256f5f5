// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import io.mambamq.journal.ReadCompletion;
import java.util.concurrent.Executor;

/** One read on its way to the reader thread. */
public record ReadRequest(long position, Executor executor, ReadCompletion completion) {}
