// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** A CDI application with these beans and nothing else. */
final class Application {
    private Application() {}

    @SuppressWarnings("unchecked") // an array of one class
    static SeContainer start(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(MambaExtension.class)
                .addBeanClasses(beans)
                .initialize();
    }

    /** Runs within one request. */
    static void inRequest(SeContainer container, Runnable action) {
        RequestContextController request =
                container.select(RequestContextController.class).get();
        request.activate();
        try {
            action.run();
        } finally {
            request.deactivate();
        }
    }
}
