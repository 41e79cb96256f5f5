// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For tests outside the server: {@code POST ?order=...&order=...} sends some, {@code GET} lists the stored ones, a line each. */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Resource(lookup = "jms/connectionFactory")
    private transient ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/orders")
    private transient Queue orders;

    @EJB
    private transient OrderTable table;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        try (JMSContext jms = connectionFactory.createContext()) {
            for (String order : request.getParameterValues("order")) {
                jms.createProducer().send(orders, order);
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
