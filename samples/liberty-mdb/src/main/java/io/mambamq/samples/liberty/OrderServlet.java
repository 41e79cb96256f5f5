// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** {@code POST /orders?first=1&last=20} sends orders; {@code GET /orders} counts them, as JSON. */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    // The received ones first: whatever is counted there was sent before the second query looks.
    private static final String RECEIVED = """
            SELECT COUNT(*), COUNT(DISTINCT order_number), COUNT(CASE WHEN redelivered THEN 1 END) FROM received
            """;
    private static final String SENT = "SELECT COUNT(*) FROM sent";

    @EJB
    private transient OrderSender sender;

    @Resource(lookup = "jdbc/orders")
    private transient DataSource database;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        sender.send(Integer.parseInt(request.getParameter("first")), Integer.parseInt(request.getParameter("last")));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("application/json");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            int[] received = row(statement, RECEIVED, 3);
            int[] sent = row(statement, SENT, 1);
            response.getWriter()
                    .printf(
                            "{\"sent\":%d,\"received\":%d,\"different\":%d,\"redelivered\":%d}",
                            sent[0], received[0], received[1], received[2]);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private static int[] row(Statement statement, String query, int columns) throws SQLException {
        try (var result = statement.executeQuery(query)) {
            result.next();
            int[] row = new int[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = result.getInt(i + 1);
            }
            return row;
        }
    }
}
