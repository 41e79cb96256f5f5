// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import java.util.List;
import java.util.random.RandomGenerator;

/** A worker that tells the container it stays (Jakarta Connectors 2.1 §11.6); only for containers that take hints. */
@SuppressWarnings("serial") // the interface says so, but no container writes work down
final class LongRunningWorker extends DeliveryWorker implements WorkContextProvider {
    LongRunningWorker(EndpointActivation activation, RandomGenerator random) {
        super(activation, random);
    }

    @Override
    public List<WorkContext> getWorkContexts() {
        HintsContext hints = new HintsContext();
        hints.setHint(HintsContext.LONGRUNNING_HINT, true);
        return List.of(hints);
    }
}
