// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.admin;

import jakarta.jms.Queue;
import org.jspecify.annotations.Nullable;

/** An administered queue. */
public class MambaQueueObject extends AdministeredDestination implements Queue {
    private static final long serialVersionUID = 1L;

    public MambaQueueObject() {}

    @Override
    public @Nullable String getQueueName() {
        return getName();
    }
}
