// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For tests outside the server: {@code POST ?item=...} publishes it and returns the next clipping; nothing if none comes soon. */
@WebServlet("/news")
public class NewsServlet extends HttpServlet {
    private static final long WAIT_MS = 10_000;
    private static final long serialVersionUID = 1L;

    @Resource(name = "jms/connectionFactory", lookup = "jms/connectionFactory")
    private transient ConnectionFactory connectionFactory;

    @Resource(name = "jms/news", lookup = "jms/news")
    private transient Topic news;

    @Resource(name = "jms/clippings", lookup = "jms/clippings")
    private transient Queue clippings;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (JMSContext jms = connectionFactory.createContext()) {
            jms.createProducer().send(news, request.getParameter("item"));
        }
        try (JMSContext jms = connectionFactory.createContext();
                JMSConsumer consumer = jms.createConsumer(clippings)) {
            String clipping = consumer.receiveBody(String.class, WAIT_MS);
            response.setContentType("text/plain");
            response.getWriter().print(clipping == null ? "" : clipping);
        }
    }
}
