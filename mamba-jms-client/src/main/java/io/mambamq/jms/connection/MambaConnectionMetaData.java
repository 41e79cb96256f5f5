// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.ClientVersion;
import io.mambamq.jms.message.PropertyNames;
import jakarta.jms.ConnectionMetaData;
import java.util.Collections;
import java.util.Enumeration;

/** What this provider is (JMS 3.1 §6.1.3). */
public enum MambaConnectionMetaData implements ConnectionMetaData {
    INSTANCE;

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
        return Collections.enumeration(PropertyNames.SUPPORTED_JMSX);
    }
}
