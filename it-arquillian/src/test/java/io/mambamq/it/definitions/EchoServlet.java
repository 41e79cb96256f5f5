// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.definitions;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactoryDefinition;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET ?text=...} sends the text to the bean and answers with what comes back, and the client id of the connection. */
@JMSConnectionFactoryDefinition(
        name = "java:app/jms/factory",
        interfaceName = "jakarta.jms.ConnectionFactory",
        resourceAdapter = "mamba",
        user = "alice",
        password = "open sesame",
        clientId = "defined",
        maxPoolSize = 5,
        properties = {"transactionSupportLevel=NoTransaction"})
@JMSDestinationDefinition(
        name = "java:app/jms/requests",
        interfaceName = "jakarta.jms.Queue",
        resourceAdapter = "mamba",
        destinationName = "defined-requests")
@JMSDestinationDefinition(
        name = "java:app/jms/answers",
        interfaceName = "jakarta.jms.Queue",
        resourceAdapter = "mamba",
        destinationName = "defined-answers")
@WebServlet("/echo")
public class EchoServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_MS = 60_000;

    @Resource(lookup = "java:app/jms/factory")
    private transient ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/requests")
    private transient Queue requests;

    @Resource(lookup = "java:app/jms/answers")
    private transient Queue answers;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        try (JMSContext jms = factory.createContext()) {
            jms.createProducer().send(requests, request.getParameter("text"));
            String answer = jms.createConsumer(answers).receiveBody(String.class, PATIENCE_MS);
            response.getWriter().print(answer + " for " + jms.getClientID());
        }
    }
}
