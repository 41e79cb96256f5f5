// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.ClientVersion;
import jakarta.jms.ConnectionMetaData;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** What this provider is (JMS 3.1 §6.1.3). */
public enum MambaConnectionMetaData implements ConnectionMetaData {
    INSTANCE;

    private static final List<String> JMSX_PROPERTIES = List.of("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount");

    @Override
    public String getJMSVersion() {
        return "3.1";
    }

    @Override
    public int getJMSMajorVersion() {
        return 3;
    }

    @Override
    public int getJMSMinorVersion() {
        return 1;
    }

    @Override
    public String getJMSProviderName() {
        return "Mamba";
    }

    @Override
    public String getProviderVersion() {
        return ClientVersion.TEXT;
    }

    @Override
    public int getProviderMajorVersion() {
        return ClientVersion.MAJOR;
    }

    @Override
    public int getProviderMinorVersion() {
        return ClientVersion.MINOR;
    }

    @Override
    public Enumeration<String> getJMSXPropertyNames() {
        return Collections.enumeration(JMSX_PROPERTIES);
    }
}
