// SPDX-License-Identifier: Apache-2.0

/**
 * Which tests show which rule of the specifications. A rule's id (M-52 of Jakarta Messaging, C-22 of Jakarta Connectors) stands in the display names of its tests; {@link
 * io.mambamq.testkit.conformance.RuleRecorder} notes how they went, {@link
 * io.mambamq.testkit.conformance.ConformanceTable} writes docs/conformance.md.
 */
@NullMarked
package io.mambamq.testkit.conformance;

import org.jspecify.annotations.NullMarked;
