// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

/** Makes connection factories for {@code jakarta.jms.TopicConnectionFactory}. */
public class MambaManagedTopicConnectionFactory extends MambaManagedConnectionFactory {
    private static final long serialVersionUID = 1L;

    public MambaManagedTopicConnectionFactory() {}

    @Override
    Domain domain() {
        return Domain.TOPIC;
    }
}
