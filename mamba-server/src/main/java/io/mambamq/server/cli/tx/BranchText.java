// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.protocol.transaction.InDoubtState;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Branches in doubt, for people and for scripts. */
final class BranchText {
    private BranchText() {}

    /** The id stands alone on its line, to be copied. */
    static void print(List<InDoubtBranch> branches, long nowMs, PrintWriter out) {
        for (InDoubtBranch branch : branches) {
            out.println(branch.id());
            if (branch.id() instanceof TransactionId.Xa xa) {
                out.println("  global id    " + printable(xa.globalTransactionId()));
                out.println("  branch       " + printable(xa.branchQualifier()));
            }
            out.println("  state        " + state(branch) + " since " + Instant.ofEpochMilli(branch.sinceMs()) + " ("
                    + Text.age(Duration.ofMillis(nowMs - branch.sinceMs())) + ")");
            if (branch.state() == InDoubtState.PREPARED) {
                out.println("  sent         " + Text.count(branch.messages(), "message"));
                out.println("  accepted     " + Text.count(branch.deliveries(), "message"));
                out.println("  destinations " + destinations(branch));
            }
        }
        out.println(branches.isEmpty() ? "nothing is in doubt" : Text.count(branches.size(), "branch") + " in doubt");
    }

    static void printJson(List<InDoubtBranch> branches, JsonWriter json) {
        json.beginObject().beginArray("transactions");
        for (InDoubtBranch branch : branches) {
            json.beginObject();
            printIdJson(branch.id(), json);
            json.field("state", state(branch))
                    .field("since", Instant.ofEpochMilli(branch.sinceMs()).toString())
                    .field("messages", branch.messages())
                    .field("deliveries", branch.deliveries())
                    .field("destinationCount", branch.destinationCount())
                    .beginArray("destinations");
            for (DestinationName destination : branch.destinations()) {
                json.beginObject()
                        .field(
                                "kind",
                                destination
                                        .kind()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'))
                        .field("name", destination.name())
                        .end();
            }
            json.end().end();
        }
        json.end().end();
    }

    private static void printIdJson(TransactionId id, JsonWriter json) {
        json.field("xid", id.toString());
        if (id instanceof TransactionId.Xa xa) {
            HexFormat hex = HexFormat.of();
            json.field("formatId", xa.formatId())
                    .field("globalTransactionId", hex.formatHex(xa.globalTransactionId()))
                    .field("globalTransactionIdText", printable(xa.globalTransactionId()))
                    .field("branchQualifier", hex.formatHex(xa.branchQualifier()))
                    .field("branchQualifierText", printable(xa.branchQualifier()));
        }
    }

    /** As in "heuristically committed". */
    private static String state(InDoubtBranch branch) {
        return branch.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String destinations(InDoubtBranch branch) {
        if (branch.destinationCount() == 0) {
            return "none that is still there";
        }
        int unnamed = branch.destinationCount() - branch.destinations().size();
        return branch.destinations().stream().map(DestinationName::toString).collect(Collectors.joining(", "))
                + (unnamed > 0 ? " and " + unnamed + " more" : "");
    }

    /** Transaction managers often put names into the bytes; what is no printable ASCII becomes a point. */
    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append(b >= ' ' && b <= '~' ? (char) b : '.');
        }
        return text.toString();
    }
}
