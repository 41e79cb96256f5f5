// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * For tests outside the server: {@code POST ?parcel=...} sends one and returns what then comes to the dead-letter queue, and after how many
 * attempts; nothing if nothing comes.
 */
@WebServlet("/parcels")
public class ParcelServlet extends HttpServlet {
    private static final long WAIT_MS = 30_000;
    private static final long serialVersionUID = 1L;

    @Resource(name = "jms/connectionFactory", lookup = "jms/connectionFactory")
    private transient ConnectionFactory connectionFactory;

    @Resource(name = "jms/parcels", lookup = "jms/parcels")
    private transient Queue parcels;

    @Resource(name = "jms/deadLetters", lookup = "jms/deadLetters")
    private transient Queue deadLetters;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try (JMSContext jms = connectionFactory.createContext()) {
            jms.createProducer().send(parcels, request.getParameter("parcel"));
        }
        response.setContentType("text/plain");
        response.getWriter().print(nextDeadLetter());
    }

    private String nextDeadLetter() throws ServletException {
        try (JMSContext jms = connectionFactory.createContext();
                JMSConsumer consumer = jms.createConsumer(deadLetters)) {
            Message letter = consumer.receive(WAIT_MS);
            return letter == null
                    ? ""
                    : letter.getBody(String.class) + " after " + letter.getIntProperty("JMS_MAMBA_DeliveryAttempts");
        } catch (JMSException e) {
            throw new ServletException(e);
        }
    }
}
