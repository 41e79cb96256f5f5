// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.endurance.AppendTimes.Third;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The summary of a soak and its verdict. */
final class SoakReport {

    /** One thing that has to hold. */
    private record Claim(boolean holds, String text) {}

    private static final double MIB = 1 << 20;

    /** A page file goes when nothing of it is live, or is rewritten when less than a fifth is; on average half of it is. */
    private static final int PAGES_PER_LIVE = 2;

    /** Two checkpoints of 4 bytes a message and their headers, with some room for what they grow in. */
    private static final int CHECKPOINT_BYTES_PER_LIVE = 12;

    private static final long REST_BYTES = 1 << 20;
    private static final int HEAP_GROWTH_PART = 10;
    private static final long HEAP_GROWTH_BYTES = 1 << 20;

    private final SoakOptions options;
    private final SoakQueues queues;
    private final SoakFigures figures;
    private final Histogram all;
    private final Histogram first;
    private final Histogram last;
    private final Histogram reclaiming;
    private final Histogram uncounted;
    private final List<Claim> claims = new ArrayList<>();

    /** @param live messages that the owner had at the end */
    SoakReport(
            SoakOptions options,
            SoakQueues queues,
            SoakFigures figures,
            AppendTimes times,
            LiveCheck check,
            long live) {
        this.options = options;
        this.queues = queues;
        this.figures = figures;
        this.all = times.all();
        this.first = times.of(Third.FIRST);
        this.last = times.of(Third.LAST);
        this.reclaiming = times.reclaiming();
        this.uncounted = times.uncounted();
        judge(check, live);
    }

    boolean held() {
        return claims.stream().allMatch(Claim::holds);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(line(
                "%n%d messages of %d bytes, %.0f/s, %d checkpoints; %d live, %.1f MiB%n",
                figures.appended(),
                options.bodyBytes(),
                figures.perSecond(),
                figures.checkpoints(),
                queues.live(),
                queues.liveBytes() / MIB));
        text.append(line("%-28s %9s %9s %9s %9s %9s%n", "append, ms", "appends", "p50", "p99", "p99.9", "slowest"));
        text.append(times("all", all));
        text.append(times("first third", first));
        text.append(times("last third", last));
        text.append(times("while a checkpoint is taken", reclaiming));
        text.append(times("not counted: beside a gc", uncounted));
        text.append(line("the slowest sync of the log took %.1f ms%n%n", figures.slowestSyncMs()));
        for (Claim claim : claims) {
            text.append(claim.holds() ? "holds  " : "BROKEN ")
                    .append(claim.text())
                    .append('\n');
        }
        return text.append(held() ? "It held.\n" : "It did not hold.\n").toString();
    }

    String json() {
        return line(
                "{\"minutes\":%.2f,\"capBytes\":%d,\"bodyBytes\":%d,\"held\":%b,\"messages\":%d,\"messagesPerSecond\":%.0f,"
                        + "\"checkpoints\":%d,\"live\":%d,\"liveBytes\":%d,\"peakLogBytes\":%d,\"peakPageBytes\":%d,"
                        + "\"peakRestBytes\":%d,\"peakTotalBytes\":%d,\"boundTotalBytes\":%d,\"heapFirstThirdBytes\":%d,"
                        + "\"heapLastThirdBytes\":%d,\"slowestSyncMs\":%.3f,%n\"all\":%s,%n\"firstThird\":%s,%n"
                        + "\"lastThird\":%s,%n\"reclaiming\":%s,%n\"uncounted\":%s,%n\"broken\":[%s]}%n",
                options.minutes(),
                options.capBytes(),
                options.bodyBytes(),
                held(),
                figures.appended(),
                figures.perSecond(),
                figures.checkpoints(),
                queues.live(),
                queues.liveBytes(),
                figures.peak().log(),
                figures.peak().pages(),
                figures.peak().rest(),
                figures.peakTotalBytes(),
                options.capBytes() + allowanceBytes(),
                figures.heapBytes(Third.FIRST),
                figures.heapBytes(Third.LAST),
                figures.slowestSyncMs(),
                json(all),
                json(first),
                json(last),
                json(reclaiming),
                json(uncounted),
                claims.stream()
                        .filter(claim -> !claim.holds())
                        .map(claim -> '"' + claim.text() + '"')
                        .collect(Collectors.joining(",")));
    }

    private void judge(LiveCheck check, long live) {
        claim(
                figures.peak().log() <= options.capBytes(),
                "the log took %.1f MiB at most, of %.1f MiB",
                figures.peak().log() / MIB,
                options.capBytes() / MIB);
        claim(
                figures.peakTotalBytes() <= options.capBytes() + allowanceBytes(),
                "all files took %.1f MiB at most (page files %.1f MiB), of the log's %.1f MiB and %.1f MiB for what is live",
                figures.peakTotalBytes() / MIB,
                figures.peak().pages() / MIB,
                options.capBytes() / MIB,
                allowanceBytes() / MIB);
        long heapFirst = figures.heapBytes(Third.FIRST);
        long heapLast = figures.heapBytes(Third.LAST);
        claim(
                heapFirst > 0 && heapLast - heapFirst <= Math.max(heapFirst / HEAP_GROWTH_PART, HEAP_GROWTH_BYTES),
                "the heap held %.2f MiB in the first third, %.2f MiB in the last (at most a tenth or 1 MiB more)",
                heapFirst / MIB,
                heapLast / MIB);
        claim(
                check.live() == live && check.readable() == live,
                "a restart found %d and could read %d messages, of %d",
                check.live(),
                check.readable(),
                live);
        claim(figures.checkpoints() > 0, "%d checkpoints were taken", figures.checkpoints());
        if (options.appendMsMax() > 0) {
            double slowest = AppendTimes.ms(reclaiming, 100);
            claim(
                    slowest <= options.appendMsMax(),
                    "the slowest append while a checkpoint is taken took %.1f ms, of %.1f ms",
                    slowest,
                    options.appendMsMax());
        }
    }

    /** What page files and checkpoints may take beside the log. */
    private long allowanceBytes() {
        return PAGES_PER_LIVE * queues.liveBytes() + CHECKPOINT_BYTES_PER_LIVE * queues.live() + REST_BYTES;
    }

    private void claim(boolean holds, String format, Object... values) {
        claims.add(new Claim(holds, String.format(Locale.ROOT, format, values)));
    }

    private static String times(String what, Histogram histogram) {
        return line(
                "%-28s %9d %9.2f %9.2f %9.2f %9.2f%n",
                what,
                histogram.getTotalCount(),
                AppendTimes.ms(histogram, 50),
                AppendTimes.ms(histogram, 99),
                AppendTimes.ms(histogram, 99.9),
                AppendTimes.ms(histogram, 100));
    }

    private static String json(Histogram histogram) {
        return line(
                "{\"appends\":%d,\"p50Ms\":%.3f,\"p99Ms\":%.3f,\"p999Ms\":%.3f,\"maxMs\":%.3f}",
                histogram.getTotalCount(),
                AppendTimes.ms(histogram, 50),
                AppendTimes.ms(histogram, 99),
                AppendTimes.ms(histogram, 99.9),
                AppendTimes.ms(histogram, 100));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
