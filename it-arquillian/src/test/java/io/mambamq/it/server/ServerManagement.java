// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** An Open Liberty server's management beans, over its connector for this machine. */
public final class ServerManagement implements AutoCloseable {
    private static final String ADDRESS = "logs/state/com.ibm.ws.jmx.local.address";

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private ServerManagement(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // an address that the server has just written itself
    static ServerManagement connect(Path server) throws IOException {
        String address = Files.readString(server.resolve(ADDRESS)).strip();
        return new ServerManagement(JMXConnectorFactory.connect(new JMXServiceURL(address)));
    }

    /** Stops the application and starts it anew, with a class loader of its own. Returns when both are done. */
    public void restart(String application) throws JMException, IOException {
        invoke(application, "restart");
    }

    public void stop(String application) throws JMException, IOException {
        invoke(application, "stop");
    }

    private void invoke(String application, String operation) throws JMException, IOException {
        beans.invoke(
                new ObjectName("WebSphere:service=com.ibm.websphere.application.ApplicationMBean,name=" + application),
                operation,
                new Object[0],
                new String[0]);
    }

    /** Names of the threads that begin like this, in order. */
    public List<String> threads(String prefix) throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Arrays.stream(threads.dumpAllThreads(false, false))
                .map(ThreadInfo::getThreadName)
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** How many objects of a class are there after a collection of garbage. */
    public int liveObjects(String className) throws JMException, IOException {
        String histogram = (String) beans.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
        Matcher line = Pattern.compile(
                        "\\s(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "(\\s|$)", Pattern.MULTILINE)
                .matcher(histogram);
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
