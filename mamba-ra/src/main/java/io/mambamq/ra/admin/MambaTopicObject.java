// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.admin;

import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** An administered topic. */
public class MambaTopicObject extends AdministeredDestination implements Topic {
    private static final long serialVersionUID = 1L;

    public MambaTopicObject() {}

    @Override
    public @Nullable String getTopicName() {
        return getName();
    }
}
