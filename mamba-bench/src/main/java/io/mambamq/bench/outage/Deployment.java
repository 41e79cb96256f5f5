// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import io.mambamq.bench.liberty.WebArchive;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The two ways to have many instances. */
enum Deployment {
    ONE_BEAN {
        @Override
        int beans(int instances) {
            return 1;
        }
    },
    MANY_BEANS {
        @Override
        int beans(int instances) {
            return instances;
        }
    };

    private static final String PACKAGE = "io.mambamq.bench.outage.app";
    private static final List<String> CLASSES = List.of("WorkBean", "WorkLedger", "StateServlet");

    /** Of the archive; the configuration knows it. */
    static final String APPLICATION = "work";

    /** How many beans, which share the instances. */
    abstract int beans(int instances);

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    WebArchive archive(int instances) {
        return new WebArchive(
                APPLICATION,
                PACKAGE,
                CLASSES,
                Map.of("ejb-jar.xml", beansXml(instances), "ibm-ejb-jar-bnd.xml", bindingsXml(instances)));
    }

    private String beansXml(int instances) {
        return forEachBean(
                instances,
                "<ejb-jar xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\">" + "<enterprise-beans>",
                "<message-driven><ejb-name>%s</ejb-name><ejb-class>" + PACKAGE + ".WorkBean</ejb-class>"
                        + "<messaging-type>jakarta.jms.MessageListener</messaging-type>"
                        + "<transaction-type>Container</transaction-type></message-driven>",
                "</enterprise-beans></ejb-jar>");
    }

    /** All beans have the one activation specification. */
    private String bindingsXml(int instances) {
        return forEachBean(
                instances,
                "<ejb-jar-bnd xmlns=\"http://websphere.ibm.com/xml/ns/javaee\" version=\"1.1\">",
                "<message-driven name=\"%s\"><jca-adapter activation-spec-binding-name=\"work\"/></message-driven>",
                "</ejb-jar-bnd>");
    }

    private String forEachBean(int instances, String head, String bean, String tail) {
        return IntStream.range(0, beans(instances))
                .mapToObj(number -> String.format(Locale.ROOT, bean, "WorkBean" + number))
                .collect(Collectors.joining("\n", head + "\n", "\n" + tail + "\n"));
    }
}
