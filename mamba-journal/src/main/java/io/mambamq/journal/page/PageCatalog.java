// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.format.PageRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which page file holds which records. Immutable: each checkpoint makes a new one, so that any thread may look things up
 * in the one it has.
 */
public final class PageCatalog {

    /** No page files. */
    public static final PageCatalog EMPTY = new PageCatalog(List.of());

    /**
     * A run and where it lies.
     *
     * @param fileIndex of the file in {@link #files}
     */
    public record Location(PageFile file, int fileIndex, PageRun run) {}

    private static final Location[] NOWHERE = new Location[0];

    private final List<PageFile> files;
    private final long sizeBytes;
    private final Map<Integer, Location[]> byStream = new HashMap<>();

    private PageCatalog(List<PageFile> files) {
        this.files = files;
        this.sizeBytes = files.stream().mapToLong(PageFile::sizeBytes).sum();
        Map<Integer, List<Location>> runs = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            for (PageRun run : files.get(i).runs()) {
                runs.computeIfAbsent(run.stream(), stream -> new ArrayList<>()).add(new Location(files.get(i), i, run));
            }
        }
        runs.forEach((stream, locations) -> {
            locations.sort(Comparator.comparingLong(location -> location.run().firstPosition()));
            requireApart(locations);
            byStream.put(stream, locations.toArray(NOWHERE));
        });
    }

    /**
     * A catalog of these files.
     *
     * @param found in any order. Where two hold the same range one is the rewritten form of the other, left behind by a
     *     crash: the newer one counts, and the older is left out
     */
    public static PageCatalog of(Collection<PageFile> found) {
        if (found.isEmpty()) {
            return EMPTY;
        }
        List<PageFile> newestFirst = new ArrayList<>(found);
        newestFirst.sort(Comparator.comparingLong(PageFile::number).reversed());
        List<PageFile> kept = new ArrayList<>();
        Map<Integer, List<PageRun>> taken = new HashMap<>();
        for (PageFile file : newestFirst) {
            if (file.runs().stream().noneMatch(run -> overlaps(taken.get(run.stream()), run))) {
                kept.add(file);
                file.runs()
                        .forEach(run -> taken.computeIfAbsent(run.stream(), stream -> new ArrayList<>())
                                .add(run));
            }
        }
        kept.sort(Comparator.comparingLong(PageFile::number));
        return new PageCatalog(List.copyOf(kept));
    }

    /** This catalog without the files of these numbers, and with others. */
    public PageCatalog with(Set<Long> goneNumbers, List<PageFile> added) {
        if (goneNumbers.isEmpty() && added.isEmpty()) {
            return this;
        }
        List<PageFile> all = new ArrayList<>(files);
        all.removeIf(file -> goneNumbers.contains(file.number()));
        all.addAll(added);
        return new PageCatalog(List.copyOf(all));
    }

    /** In the order of their numbers. */
    public List<PageFile> files() {
        return files;
    }

    /** Size of all files together. */
    public long sizeBytes() {
        return sizeBytes;
    }

    public boolean contains(String fileName) {
        return files.stream().anyMatch(file -> file.name().equals(fileName));
    }

    /** The run in whose range the position is, or null. That the record itself is in it, only the file can tell. */
    public @Nullable Location find(int stream, long position) {
        Location[] locations = byStream.get(stream);
        if (locations == null) {
            return null;
        }
        int low = 0;
        int high = locations.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            PageRun run = locations[middle].run();
            if (run.covers(position)) {
                return locations[middle];
            }
            if (position < run.firstPosition()) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }

    /** A position in two runs would be looked for in the wrong one, and the right one deleted. */
    private static void requireApart(List<Location> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            Location before = sorted.get(i - 1);
            Location location = sorted.get(i);
            if (location.run().firstPosition() <= before.run().lastPosition()) {
                throw new IllegalStateException("runs of " + before.file().name() + " and "
                        + location.file().name() + " overlap: " + before.run() + ", " + location.run());
            }
        }
    }

    /** How many runs of the stream begin before the position. */
    public int runsBefore(int stream, long position) {
        Location[] locations = byStream.getOrDefault(stream, NOWHERE);
        int low = 0;
        int high = locations.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (locations[middle].run().firstPosition() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean overlaps(@Nullable List<PageRun> runs, PageRun run) {
        return runs != null
                && runs.stream()
                        .anyMatch(other -> run.firstPosition() <= other.lastPosition()
                                && other.firstPosition() <= run.lastPosition());
    }

    @Override
    public String toString() {
        return Arrays.toString(files.toArray());
    }
}
