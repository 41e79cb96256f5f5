// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.adapter.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET}: how many messages the bean has processed, and by how many instances so far. */
@WebServlet("/count")
public class LoadServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(LoadBean.COUNT.get() + " " + LoadBean.INSTANCES.get());
    }
}
