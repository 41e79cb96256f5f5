// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For tests outside the server: {@code POST ?waitMs=...} takes the next reply; nothing if none comes within that time. */
@WebServlet("/replies")
public class ReplyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Resource(name = "jms/connectionFactory", lookup = "jms/connectionFactory")
    private transient ConnectionFactory connectionFactory;

    @Resource(name = "jms/replies", lookup = "jms/replies")
    private transient Queue replies;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (JMSContext jms = connectionFactory.createContext();
                JMSConsumer consumer = jms.createConsumer(replies)) {
            String reply = consumer.receiveBody(String.class, Long.parseLong(request.getParameter("waitMs")));
            response.setContentType("text/plain");
            response.getWriter().print(reply == null ? "" : reply);
        }
    }
}
