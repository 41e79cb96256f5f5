// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET}: what the beans have done; with {@code ?mark} it begins to count instances anew. */
@WebServlet("/state")
public class StateServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    public StateServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("mark") != null) {
            WorkLedger.mark();
        }
        response.setContentType("application/json");
        response.getWriter().print(WorkLedger.state());
    }
}
