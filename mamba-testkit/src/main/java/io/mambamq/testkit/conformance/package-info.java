// SPDX-License-Identifier: Apache-2.0

/**
 * Which tests show which rule of the specification. A rule's id (M-52) stands in the display names of its tests; {@link
 * io.mambamq.testkit.conformance.RuleRecorder} notes how they went, {@link
 * io.mambamq.testkit.conformance.ConformanceTable} writes docs/conformance.md.
 */
@NullMarked
package io.mambamq.testkit.conformance;

import org.jspecify.annotations.NullMarked;
