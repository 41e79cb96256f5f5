// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** META-INF/ra.xml, as the tests ask it. */
final class DeploymentDescriptor {
    private final Element root;

    /** A class that the descriptor names, with its properties: name to type, and which of them are confidential. */
    record Bean(String className, Map<String, String> properties, Set<String> confidential) {}

    private DeploymentDescriptor(Element root) {
        this.root = root;
    }

    static DeploymentDescriptor read() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/rar/META-INF/ra.xml").toFile());
        return new DeploymentDescriptor(document.getDocumentElement());
    }

    String attribute(String name) {
        return root.getAttribute(name);
    }

    /** Every bean: the adapter, the managed connection factories, the activation specification, the destinations. */
    List<Bean> beans() {
        List<Bean> beans = new ArrayList<>();
        for (String tag : List.of(
                "resourceadapter-class",
                "managedconnectionfactory-class",
                "activationspec-class",
                "adminobject-class")) {
            for (Element element : elements(root, tag)) {
                beans.add(new Bean(text(element), propertiesBeside(element), confidentialBeside(element)));
            }
        }
        return beans;
    }

    List<Element> connectionDefinitions() {
        return elements(root, "connection-definition");
    }

    List<Element> administeredObjects() {
        return elements(root, "adminobject");
    }

    String text(String tag) {
        return text(root, tag);
    }

    static String text(Element parent, String tag) {
        return text(elements(parent, tag).get(0));
    }

    private static Map<String, String> propertiesBeside(Element element) {
        Map<String, String> properties = new TreeMap<>();
        for (Element property : configBeside(element)) {
            properties.put(text(property, "config-property-name"), text(property, "config-property-type"));
        }
        return properties;
    }

    private static Set<String> confidentialBeside(Element element) {
        Set<String> confidential = new HashSet<>();
        for (Element property : configBeside(element)) {
            if (property.getElementsByTagName("config-property-confidential").getLength() > 0) {
                confidential.add(text(property, "config-property-name"));
            }
        }
        return confidential;
    }

    private static List<Element> configBeside(Element element) {
        List<Element> properties = new ArrayList<>();
        for (Node next = element.getNextSibling(); next != null; next = next.getNextSibling()) {
            if (next instanceof Element property && property.getTagName().equals("config-property")) {
                properties.add(property);
            }
        }
        return properties;
    }

    private static String text(Element element) {
        return element.getTextContent().trim();
    }

    private static List<Element> elements(Element parent, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
