// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.DeleteDestination;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.Unsubscribe;
import io.mambamq.protocol.message.EncodedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a record's command is about, in a line; never what a message says. */
final class CommandText {
    private CommandText() {}

    /** As in "complete heuristically". */
    static String name(Command command) {
        return command.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The fields that tell one command from another. */
    static String fields(Command command) {
        return switch (command.type()) {
            case DECLARE_DESTINATION -> {
                DeclareDestination declare = (DeclareDestination) command;
                yield declare.name() + " as " + declare.id();
            }
            case SUBSCRIBE -> {
                Subscribe subscribe = (Subscribe) command;
                yield subscribe.subscription() + " of topic "
                        + subscribe.subscription().topicId() + " as " + subscribe.id();
            }
            case DELETE_DESTINATION -> String.valueOf(((DeleteDestination) command).id());
            case UNSUBSCRIBE -> String.valueOf(((Unsubscribe) command).id());
            case PUBLISH -> {
                Publish publish = (Publish) command;
                yield message(publish.topicId(), publish.message()) + " for " + publish.subscriptions();
            }
            case STAGE_PUBLISH -> {
                StagePublish stage = (StagePublish) command;
                yield message(stage.topicId(), stage.message()) + " for " + stage.subscriptions() + " in "
                        + stage.transaction();
            }
            case SEND -> {
                Send send = (Send) command;
                yield message(send.queueId(), send.message());
            }
            case STAGE -> {
                Stage stage = (Stage) command;
                yield message(stage.queueId(), stage.message()) + " in " + stage.transaction();
            }
            case SETTLE -> {
                Settle settle = (Settle) command;
                yield settle.sequences() + " of " + settle.queueId() + " "
                        + settle.reason().name().toLowerCase(Locale.ROOT);
            }
            case PREPARE -> {
                Prepare prepare = (Prepare) command;
                yield prepare.transaction() + at(prepare.preparedAtMs()) + settles(prepare.settles());
            }
            case COMMIT -> {
                Commit commit = (Commit) command;
                yield commit.transaction() + settles(commit.settles());
            }
            case ROLLBACK -> ((Rollback) command).transaction().toString();
            case COMPLETE_HEURISTICALLY -> {
                CompleteHeuristically complete = (CompleteHeuristically) command;
                yield complete.transaction()
                        + (complete.committed() ? " committed" : " rolled back")
                        + at(complete.completedAtMs());
            }
            case FORGET -> ((Forget) command).transaction().toString();
            case RESTARTED -> at(((Restarted) command).nowMs()).strip();
        };
    }

    private static String at(long timeMs) {
        return " at " + Instant.ofEpochMilli(timeMs);
    }

    private static String message(int queueId, EncodedMessage message) {
        return "to " + queueId + " (" + message.destination() + "), " + message.sizeBytes() + " bytes"
                + (message.isBodyLarge()
                        ? ", its body in " + message.largeBody().queue()
                        : "")
                + (message.isPersistent() ? "" : ", not persistent");
    }

    private static String settles(List<QueueSettles> settles) {
        return settles.isEmpty()
                ? ""
                : settles.stream()
                        .map(settle -> settle.sequences() + " of " + settle.queueId())
                        .collect(Collectors.joining("; ", ", settles ", ""));
    }
}
