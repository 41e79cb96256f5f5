// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.PageFileHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of page files' indexes that were looked at last. Confined to one thread. */
final class PageIndexBlocks {

    private static final int ENTRIES = 256;
    private static final int BLOCKS_MAX = 128;

    private record Key(long fileNumber, long block) {}

    private final Map<Key, ByteBuffer> blocks = new LinkedHashMap<>(BLOCKS_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ByteBuffer> eldest) {
            return size() > BLOCKS_MAX;
        }
    };

    PageIndexBlocks() {}

    long position(IoFile file, PageFile page, long entry) throws IOException {
        return block(file, page, entry / ENTRIES).getLong(at(entry));
    }

    long offset(IoFile file, PageFile page, long entry) throws IOException {
        return block(file, page, entry / ENTRIES).getLong(at(entry) + Long.BYTES);
    }

    void clear() {
        blocks.clear();
    }

    private ByteBuffer block(IoFile file, PageFile page, long number) throws IOException {
        Key key = new Key(page.number(), number);
        ByteBuffer block = blocks.get(key);
        if (block == null) {
            block = ByteBuffer.allocate(ENTRIES * PageFileHeader.INDEX_ENTRY_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            file.readFully(block, page.header().footerOffset() + number * block.capacity());
            blocks.put(key, block);
        }
        return block;
    }

    private static int at(long entry) {
        return (int) (entry % ENTRIES) * PageFileHeader.INDEX_ENTRY_BYTES;
    }
}
