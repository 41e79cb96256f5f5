// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * For tests outside the server: {@code POST ?order=...&order=...} sends some, with {@code &failure=...} of which the first attempt fails
 * so; {@code GET} lists the stored ones, a line each.
 */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Resource(name = "jms/connectionFactory", lookup = "jms/connectionFactory")
    private transient ConnectionFactory connectionFactory;

    @Resource(name = "jms/orders", lookup = "jms/orders")
    private transient Queue orders;

    @EJB
    private transient OrderTable table;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String failure = request.getParameter("failure");
        try (JMSContext jms = connectionFactory.createContext()) {
            JMSProducer producer = jms.createProducer();
            if (failure != null) {
                producer.setProperty("failure", failure);
            }
            for (String order : request.getParameterValues("order")) {
                producer.send(orders, order);
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        for (StoredOrder order : table.all()) {
            response.getWriter().println(order);
        }
    }
}
