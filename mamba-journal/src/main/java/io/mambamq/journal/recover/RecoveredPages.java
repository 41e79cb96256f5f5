// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.page.PageCatalog;

/**
 * The page files that count.
 *
 * @param liveCounts how many records of each of the catalog's files are live
 * @param nextFileNumber a number that no file had
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RecoveredPages(PageCatalog catalog, long[] liveCounts, long nextFileNumber) {}
