// SPDX-License-Identifier: Apache-2.0

/**
 * What the journal costs without a disk, by JMH: {@code mamba-bench/micro} runs all of it. Begin at
 * {@link io.mambamq.bench.micro.AppendBenchmark}.
 */
@NullMarked
package io.mambamq.bench.micro;

import org.jspecify.annotations.NullMarked;
