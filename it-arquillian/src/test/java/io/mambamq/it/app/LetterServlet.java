// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * For tests outside the server: {@code POST ?letter=...} sends one with an injected context, in the transaction of an enterprise bean,
 * and returns what it then takes from the queue; nothing if that is nothing.
 */
@WebServlet("/letters")
public class LetterServlet extends HttpServlet {
    private static final long WAIT_MS = 10_000;
    private static final long serialVersionUID = 1L;

    @EJB
    private transient LetterSender sender;

    @Resource(name = "jms/connectionFactory", lookup = "jms/connectionFactory")
    private transient ConnectionFactory connectionFactory;

    @Resource(name = "jms/letters", lookup = "jms/letters")
    private transient Queue letters;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        sender.send(request.getParameter("letter"));
        try (JMSContext jms = connectionFactory.createContext();
                JMSConsumer consumer = jms.createConsumer(letters)) {
            String letter = consumer.receiveBody(String.class, WAIT_MS);
            response.setContentType("text/plain");
            response.getWriter().print(letter == null ? "" : letter);
        }
    }
}
