// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.file;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The files read last, kept open. Confined to one thread. */
public final class OpenFiles {

    private static final int OPEN_MAX = 16;

    private final IoLayer io;
    private final Map<String, IoFile> open = new LinkedHashMap<>(OPEN_MAX, 0.75f, true);

    public OpenFiles(IoLayer io) {
        this.io = io;
    }

    public IoFile get(String fileName) throws IOException {
        IoFile file = open.get(fileName);
        if (file == null) {
            if (open.size() == OPEN_MAX) {
                closeOldest();
            }
            file = io.openForRead(fileName);
            open.put(fileName, file);
        }
        return file;
    }

    private void closeOldest() {
        var oldest = open.values().iterator();
        closeQuietly(oldest.next());
        oldest.remove();
    }

    /** Closes those that are not wanted any more, so that a deleted file gives its space back. */
    public void closeUnless(Predicate<String> wanted) {
        open.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.test(entry.getKey());
            if (unwanted) {
                closeQuietly(entry.getValue());
            }
            return unwanted;
        });
    }

    public void closeAll() {
        open.values().forEach(OpenFiles::closeQuietly);
        open.clear();
    }

    private static void closeQuietly(IoFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
