// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The segment files read last, kept open. Confined to the reader thread. */
final class OpenSegments {

    private static final int OPEN_MAX = 16;

    private final IoLayer io;
    private final Map<String, IoFile> open = new LinkedHashMap<>(OPEN_MAX, 0.75f, true);

    OpenSegments(IoLayer io) {
        this.io = io;
    }

    IoFile get(String fileName) throws IOException {
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

    void closeAll() {
        open.values().forEach(OpenSegments::closeQuietly);
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
