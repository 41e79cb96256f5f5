// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.DeploymentDescriptor.Bean;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What META-INF/ra.xml says and what the classes are, both ways. */
class DeploymentDescriptorTest {
    /** Properties of the beans that containers set by interfaces, not by configuration. */
    private static final Set<String> NOT_CONFIGURED =
            Set.of("class", "resourceAdapter", "logWriter", "reference", "transactionSupport");

    static Stream<Bean> beans() throws Exception {
        return DeploymentDescriptor.read().beans().stream();
    }

    @Test
    @DisplayName("C-29: the descriptor is complete, of version 2.1, in the Jakarta namespace")
    void complete() throws Exception {
        DeploymentDescriptor descriptor = DeploymentDescriptor.read();

        assertEquals("2.1", descriptor.attribute("version"));
        assertEquals("true", descriptor.attribute("metadata-complete"));
        assertEquals("https://jakarta.ee/xml/ns/jakartaee", descriptor.attribute("xmlns"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beans")
    @DisplayName("C-27: every property has a getter and a setter of the declared type, and none is missing")
    void properties(Bean bean) throws Exception {
        Map<String, String> ofTheClass = new TreeMap<>();
        for (PropertyDescriptor property :
                Introspector.getBeanInfo(Class.forName(bean.className())).getPropertyDescriptors()) {
            if (property.getWriteMethod() != null && !NOT_CONFIGURED.contains(property.getName())) {
                assertNotNull(property.getReadMethod(), property.getName());
                assertEquals(property.getReadMethod().getReturnType(), property.getPropertyType());
                ofTheClass.put(property.getName(), property.getPropertyType().getName());
            }
        }

        assertEquals(bean.properties(), ofTheClass);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beans")
    @DisplayName("C-27: a value that is set is what is got, in the boxed type")
    void values(Bean bean) throws Exception {
        for (Map.Entry<String, String> property : bean.properties().entrySet()) {
            Object instance = newInstance(bean);
            PropertyDescriptor descriptor = new PropertyDescriptor(property.getKey(), instance.getClass());
            Object value = value(property.getValue());

            descriptor.getWriteMethod().invoke(instance, value);

            assertEquals(value, descriptor.getReadMethod().invoke(instance), property.getKey());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beans")
    @DisplayName("C-05, C-06, C-27: beans have a public constructor without arguments and are serializable")
    void beanRules(Bean bean) throws Exception {
        Class<?> type = Class.forName(bean.className());

        assertTrue(Modifier.isPublic(type.getModifiers()), bean.className());
        assertTrue(Modifier.isPublic(type.getConstructor().getModifiers()), bean.className());
        assertTrue(Serializable.class.isAssignableFrom(type), bean.className());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beans")
    @DisplayName(
            "C-02, C-06, C-20: equality follows the properties, except for the activation specification's identity")
    void equality(Bean bean) throws Exception {
        boolean byIdentity = bean.className().endsWith("ActivationSpec");

        assertEquals(newInstance(bean).equals(newInstance(bean)), !byIdentity);
        for (Map.Entry<String, String> property : bean.properties().entrySet()) {
            Object changed = newInstance(bean);
            new PropertyDescriptor(property.getKey(), changed.getClass())
                    .getWriteMethod()
                    .invoke(changed, value(property.getValue()));
            assertFalse(changed.equals(newInstance(bean)), property.getKey());
        }
    }

    @Test
    @DisplayName("C-02: no class of the adapter has state that its instances share")
    void noStaticState() throws Exception {
        for (Bean bean : DeploymentDescriptor.read().beans()) {
            for (Class<?> type = Class.forName(bean.className()); type != Object.class; type = type.getSuperclass()) {
                assertTrue(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> !field.isSynthetic())
                                .filter(field -> Modifier.isStatic(field.getModifiers()))
                                .allMatch(field -> Modifier.isFinal(field.getModifiers())
                                        && (field.getType().isPrimitive() || field.getType() == String.class)),
                        type.getName());
            }
        }
    }

    @Test
    @DisplayName("C-04: every password is confidential, and nothing else")
    void confidential() throws Exception {
        for (Bean bean : DeploymentDescriptor.read().beans()) {
            Set<String> passwords = new HashSet<>(bean.properties().keySet());
            passwords.removeIf(name -> !name.toLowerCase(Locale.ROOT).contains("password"));

            assertEquals(passwords, bean.confidential(), bean.className());
        }
    }

    @Test
    @DisplayName("C-15, C-16: XA at most, sign-on with user and password, no change of the user")
    void outbound() throws Exception {
        DeploymentDescriptor descriptor = DeploymentDescriptor.read();

        assertEquals("XATransaction", descriptor.text("transaction-support"));
        assertEquals("BasicPassword", descriptor.text("authentication-mechanism-type"));
        assertEquals("false", descriptor.text("reauthentication-support"));
    }

    @Test
    @DisplayName("The interfaces are the standard ones, and the implementations implement them")
    void connectionDefinitions() throws Exception {
        Set<String> interfaces = new HashSet<>();
        for (Element definition : DeploymentDescriptor.read().connectionDefinitions()) {
            String factoryInterface = DeploymentDescriptor.text(definition, "connectionfactory-interface");
            interfaces.add(factoryInterface);
            assertImplements(factoryInterface, DeploymentDescriptor.text(definition, "connectionfactory-impl-class"));
            assertImplements(
                    DeploymentDescriptor.text(definition, "connection-interface"),
                    DeploymentDescriptor.text(definition, "connection-impl-class"));
        }
        for (Element object : DeploymentDescriptor.read().administeredObjects()) {
            assertImplements(
                    DeploymentDescriptor.text(object, "adminobject-interface"),
                    DeploymentDescriptor.text(object, "adminobject-class"));
        }

        assertEquals(
                Set.of(
                        "jakarta.jms.ConnectionFactory",
                        "jakarta.jms.QueueConnectionFactory",
                        "jakarta.jms.TopicConnectionFactory"),
                interfaces);
    }

    private static void assertImplements(String interfaceName, String className) throws ClassNotFoundException {
        assertTrue(
                Class.forName(interfaceName).isAssignableFrom(Class.forName(className)),
                className + " must implement " + interfaceName);
    }

    private static Object newInstance(Bean bean) throws ReflectiveOperationException {
        return Class.forName(bean.className()).getConstructor().newInstance();
    }

    private static Object value(String type) {
        return switch (type) {
            case "java.lang.String" -> "value";
            case "java.lang.Integer" -> 7;
            case "java.lang.Long" -> 7L;
            case "java.lang.Boolean" -> true;
            default -> throw new AssertionError("no config-property may be of type " + type);
        };
    }
}
