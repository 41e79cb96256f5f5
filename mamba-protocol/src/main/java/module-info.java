// SPDX-License-Identifier: Apache-2.0

/** Messages, selectors and frames: what client and server share. */
module io.mambamq.protocol {
    requires static transitive org.jspecify;

    exports io.mambamq.protocol;
    exports io.mambamq.protocol.bytes;
    exports io.mambamq.protocol.frame;
    exports io.mambamq.protocol.message;
    exports io.mambamq.protocol.redelivery;
    exports io.mambamq.protocol.resume;
    exports io.mambamq.protocol.selector;
    exports io.mambamq.protocol.transaction;
}
