// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.inspect.InspectedSegment.State;
import io.mambamq.journal.recover.Defect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the segments of the log in order, from the newest back, each naming its predecessor; where one is missing, goes on
 * with the next older one that is there.
 */
final class LogChain {

    private final Superblock superblock;
    private final Consumer<Finding> findings;
    private final TreeMap<Long, InspectedSegment> byId = new TreeMap<>();
    private final List<InspectedSegment> others = new ArrayList<>();

    LogChain(Superblock superblock, Consumer<Finding> findings) {
        this.superblock = superblock;
        this.findings = findings;
    }

    /** The segments with their states: those of the log first, oldest first. */
    List<InspectedSegment> order(List<InspectedSegment> segments) {
        segments.forEach(this::add);
        Deque<InspectedSegment> chain = new ArrayDeque<>();
        long wanted = byId.isEmpty() ? 0 : byId.lastKey();
        checkNewestEpoch();
        InspectedSegment successor = null;
        while (wanted != 0 && wanted >= superblock.oldestSegmentId()) {
            InspectedSegment segment = byId.remove(wanted);
            if (segment == null) {
                reportMissing(wanted, successor);
                Long older = byId.lowerKey(wanted);
                wanted = older == null ? 0 : older;
                continue;
            }
            segment = segment.as(successor == null ? State.ACTIVE : State.SEALED);
            chain.addFirst(segment);
            successor = segment;
            wanted = segment.knownHeader().previous().segmentId();
        }
        List<InspectedSegment> ordered = new ArrayList<>(chain);
        byId.values().forEach(left -> ordered.add(left.as(State.FREE)));
        ordered.addAll(others);
        return ordered;
    }

    private void add(InspectedSegment segment) {
        SegmentHeader header = segment.header();
        if (header == null) {
            others.add(segment);
            return;
        }
        InspectedSegment twin = byId.putIfAbsent(header.segmentId(), segment);
        if (twin != null) {
            findings.accept(Finding.of(
                    Verdict.DAMAGE,
                    segment.name(),
                    new Defect(0, "a segment id of its own", "segment " + header.segmentId()),
                    twin.name() + " has the same"));
            others.add(segment.as(State.FOREIGN));
        }
    }

    /** The superblock learns an epoch only after a segment of that epoch is durable. */
    private void checkNewestEpoch() {
        long epochMax = byId.values().stream()
                .mapToLong(segment -> segment.knownHeader().epoch())
                .max()
                .orElse(0);
        if (epochMax < superblock.epoch()) {
            findings.accept(Finding.of(
                    Verdict.DAMAGE,
                    "segment of epoch " + superblock.epoch(),
                    new Defect(0, "a file that holds it", "none newer than epoch " + epochMax),
                    "the superblock records epoch " + superblock.epoch()));
        }
    }

    private void reportMissing(long segmentId, @Nullable InspectedSegment successor) {
        String claim = successor == null ? "the newest" : "the predecessor that " + successor.name() + " names";
        findings.accept(Finding.of(
                Verdict.DAMAGE,
                "segment " + segmentId,
                new Defect(0, "a file that holds it", "none"),
                "it is " + claim));
    }

    /** Where the log before a segment ends according to its header; null where nothing tells. */
    static @Nullable LogEnd sealOf(@Nullable InspectedSegment next, long segmentId) {
        if (next == null || next.rebuilt()) {
            return null;
        }
        LogEnd previous = next.knownHeader().previous();
        return previous.segmentId() == segmentId ? previous : null;
    }
}
