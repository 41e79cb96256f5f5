// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends with an injected context, inside the transaction that the container begins for each call. */
@Stateless
@Resource(name = "jms/factoryOfInjectedContext", type = ConnectionFactory.class, lookup = "jms/connectionFactory")
public class LetterSender {

    @Inject
    @JMSConnectionFactory("java:comp/env/jms/factoryOfInjectedContext")
    private JMSContext jms;

    @Resource(name = "jms/letters", lookup = "jms/letters")
    private Queue letters;

    public void send(String letter) {
        jms.createProducer().send(letters, letter);
    }

    /** Which of the methods that belong to the container (JMS 3.1 §12.4.5) the context lets an application call. */
    public List<String> allowedByMistake() {
        Map<String, Runnable> calls = new TreeMap<>();
        calls.put("setClientID", () -> jms.setClientID("x"));
        calls.put("setExceptionListener", () -> jms.setExceptionListener(null));
        calls.put("stop", jms::stop);
        calls.put("acknowledge", jms::acknowledge);
        calls.put("commit", jms::commit);
        calls.put("rollback", jms::rollback);
        calls.put("recover", jms::recover);
        calls.put("setAutoStart", () -> jms.setAutoStart(false));
        calls.put("start", jms::start);
        calls.put("close", jms::close);
        List<String> allowed = new ArrayList<>();
        calls.forEach((name, call) -> {
            try {
                call.run();
                allowed.add(name);
            } catch (IllegalStateRuntimeException refused) {
                // As it must be.
            }
        });
        return allowed;
    }
}
