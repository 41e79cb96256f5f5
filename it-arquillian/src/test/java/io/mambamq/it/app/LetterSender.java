// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Sends with an injected context, inside the transaction that the container begins for each call. */
@Stateless
@Resource(name = "jms/factoryOfInjectedContext", type = ConnectionFactory.class, lookup = "jms/connectionFactory")
public class LetterSender {

    @Inject
    @JMSConnectionFactory("java:comp/env/jms/factoryOfInjectedContext")
    private JMSContext jms;

    @Resource(lookup = "jms/letters")
    private Queue letters;

    public void send(String letter) {
        jms.createProducer().send(letters, letter);
    }
}
