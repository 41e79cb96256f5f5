// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

/** A frame that belongs to a session, whose number is positive. */
public sealed interface SessionFrame extends Frame
        permits SessionOpen,
                SessionRestart,
                SessionClose,
                Done,
                Failed,
                Send,
                Sent,
                SendFailed,
                SendCredit,
                ConsumerAttach,
                ConsumerDetach,
                Credit,
                Deliver,
                Drain,
                Drained,
                Settle,
                Unsubscribe,
                BrowserOpen,
                BrowserClose,
                Browse,
                Browsed,
                TransactionBegin,
                TransactionEnd,
                TransactionPrepare,
                TransactionCommit,
                TransactionRollback,
                TransactionForget,
                TransactionRecover,
                TransactionsInDoubt,
                TransactionComplete,
                TransactionList,
                TransactionListed,
                TemporaryCreate,
                TemporaryDelete {
    @Override
    int session();
}
