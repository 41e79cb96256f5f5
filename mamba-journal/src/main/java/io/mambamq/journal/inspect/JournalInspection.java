// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.page.PageFile;
import io.mambamq.journal.recover.Defect;
import io.mambamq.journal.write.SegmentPreparer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journal directory, locked and open for looking only. What an inspection finds it tells a listener; it never stops at
 * damage, and it changes nothing.
 */
public final class JournalInspection implements AutoCloseable {

    private final IoLayer io;
    private final JournalRoot root;
    private final List<InspectedSegment> segments;
    private final List<Finding> openFindings;

    private JournalInspection(
            IoLayer io, JournalRoot root, List<InspectedSegment> segments, List<Finding> openFindings) {
        this.io = io;
        this.root = root;
        this.segments = segments;
        this.openFindings = openFindings;
    }

    /**
     * Locks the directory and reads the superblock and the headers of all segments.
     *
     * @param directory of the journal; must be there
     * @throws JournalException LOCKED where a journal has it open, INCOMPATIBLE where it is of another version or no
     *     journal, IO where it cannot be read
     */
    public static JournalInspection open(IoLayer.Factory factory, Path directory) throws JournalException {
        try {
            IoLayer io = new ReadOnlyLayer(factory.open(directory));
            try {
                return read(io);
            } catch (IOException | RuntimeException e) {
                io.close();
                throw e;
            }
        } catch (JournalException e) {
            throw e;
        } catch (IOException e) {
            throw new JournalException(
                    JournalException.Kind.IO, "cannot read the journal in " + directory + ": " + e, e);
        }
    }

    private static JournalInspection read(IoLayer io) throws IOException {
        List<Finding> findings = new ArrayList<>();
        JournalRoot root = new RootReader(io, findings::add).read();
        Superblock superblock = root.superblock();
        List<InspectedSegment> found = new SegmentSurvey(io, superblock, findings::add).read();
        List<InspectedSegment> ordered = new LogChain(superblock, findings::add).order(found);
        for (String name : io.list()) {
            if (name.endsWith(SegmentPreparer.TEMPORARY_SUFFIX)) {
                findings.add(Finding.of(
                        Verdict.LEFTOVER, name, new Defect(0, "no unfinished file", "one; a start deletes it"), null));
            }
        }
        return new JournalInspection(io, root, ordered, findings);
    }

    public JournalRoot root() {
        return root;
    }

    /** All segment files: those of the log first, oldest first. */
    public List<InspectedSegment> segments() {
        return segments;
    }

    /** What opening found, before anything else was read. */
    public List<Finding> openFindings() {
        return openFindings;
    }

    /** Names of all files. */
    public List<String> files() throws IOException {
        return io.list();
    }

    /** Reads everything: the log, the checkpoints, the page files. */
    public void walk(InspectionListener listener) throws IOException {
        openFindings.forEach(listener::finding);
        walkPageFiles(listener);
        walkCheckpoints(listener);
        walkLog(listener);
    }

    /** Reads every segment of the log, oldest first, also those that a start would not read. */
    public void walkLog(InspectionListener listener) throws IOException {
        List<InspectedSegment> log =
                segments.stream().filter(InspectedSegment::isLog).toList();
        FragmentJoin fragments = new FragmentJoin();
        @Nullable LogEnd before = null;
        long epoch = 0;
        for (int i = 0; i < log.size(); i++) {
            InspectedSegment segment = log.get(i);
            listener.progress(segment.name(), i * segmentBytes(), log.size() * segmentBytes());
            reportGap(before, segment, listener);
            if (segment.knownHeader().epoch() != epoch) {
                epoch = segment.knownHeader().epoch();
                fragments.interrupt();
            }
            before = walkSegment(segment, i + 1 < log.size() ? log.get(i + 1) : null, fragments, listener);
        }
        listener.progress("", log.size() * segmentBytes(), log.size() * segmentBytes());
        checkCleanEnd(before, listener);
    }

    /** Reads the newest segment of the log only: where the others end is told by the one behind each. */
    public void walkNewest(InspectionListener listener) throws IOException {
        for (InspectedSegment segment : segments) {
            if (segment.state() == InspectedSegment.State.ACTIVE) {
                walkSegment(segment, null, new FragmentJoin(), listener);
            }
        }
    }

    /** Where the log ends in a segment according to the one behind it; null for the newest. */
    public @Nullable LogEnd sealOf(InspectedSegment segment) {
        int next = segments.indexOf(segment) + 1;
        boolean hasNext = next < segments.size() && segments.get(next).isLog();
        return hasNext
                ? LogChain.sealOf(segments.get(next), segment.knownHeader().segmentId())
                : null;
    }

    private LogEnd walkSegment(
            InspectedSegment segment,
            @Nullable InspectedSegment next,
            FragmentJoin fragments,
            InspectionListener listener)
            throws IOException {
        long cleanEndSeq =
                next == null && superblock().cleanShutdown() ? superblock().cleanEndSeq() : 0;
        SegmentWalk.Boundary boundary = new SegmentWalk.Boundary(
                LogChain.sealOf(next, segment.knownHeader().segmentId()),
                next == null,
                cleanEndSeq,
                next == null ? "" : next.name());
        try (IoFile file = io.openForRead(segment.name())) {
            return new SegmentWalk(file, segment, boundary, fragments, listener).run();
        }
    }

    /** Batches between two segments are missing where a segment is. */
    private void reportGap(@Nullable LogEnd before, InspectedSegment segment, InspectionListener listener) {
        if (before == null) {
            return;
        }
        long expected = before.batchSeq() + 1;
        long found = segment.knownHeader().firstBatchSeq();
        boolean chained = segment.knownHeader().previous().segmentId() == before.segmentId();
        if (found > expected && (segment.rebuilt() || !chained)) {
            listener.lost(new LostRange(
                    "segment " + (before.segmentId() + 1),
                    0,
                    before.segmentId() * segmentBytes() + before.offset(),
                    segment.knownHeader().basePosition(),
                    found - expected,
                    LostRange.RECORDS_UNKNOWN,
                    "the file is missing or its header is damaged"));
        }
    }

    /** After an orderly close the log reaches its end. A segment that ends too early told so itself. */
    private void checkCleanEnd(@Nullable LogEnd end, InspectionListener listener) {
        boolean missing =
                superblock().cleanShutdown() && end == null && superblock().cleanEndSeq() > 0;
        if (missing) {
            listener.finding(Finding.of(
                    Verdict.DAMAGE,
                    "the log",
                    new Defect(0, "batch " + superblock().cleanEndSeq(), "no segment"),
                    "the superblock records an orderly close at batch "
                            + superblock().cleanEndSeq()));
        }
    }

    /** Reads both checkpoint files. */
    public void walkCheckpoints(InspectionListener listener) throws IOException {
        new CheckpointCheck(io, superblock(), listener).run();
    }

    /** Reads every page file that counts, in the order of their names, record by record. */
    public void walkPageFiles(InspectionListener listener) throws IOException {
        readPageFiles(listener, true);
    }

    /** Reads what the page files say about themselves, but not their records. */
    public void surveyPageFiles(InspectionListener listener) throws IOException {
        readPageFiles(listener, false);
    }

    private void readPageFiles(InspectionListener listener, boolean withRecords) throws IOException {
        for (String name : io.list()) {
            if (PageFile.isName(name)) {
                try (IoFile file = io.openForRead(name)) {
                    new PageFileCheck(file, name, superblock(), listener).run(withRecords);
                }
            }
        }
    }

    /** For reading single records by their position. */
    public RecordLookup lookup() throws IOException {
        return RecordLookup.of(io, superblock(), segments);
    }

    private Superblock superblock() {
        return root.superblock();
    }

    private long segmentBytes() {
        return superblock().segmentBytes();
    }

    @Override
    public void close() {
        io.close();
    }
}
