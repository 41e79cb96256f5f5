// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.admin;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/** Makes an administered destination from what JNDI keeps of it. Knows its two classes and loads no others. */
public final class AdministeredObjectFactory implements ObjectFactory {
    public AdministeredObjectFactory() {}

    /** {@inheritDoc} Null for everything that is not one of Mamba's destinations. */
    @Override
    public @Nullable Object getObjectInstance(
            @Nullable Object object,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment) {
        if (!(object instanceof Reference reference)) {
            return null;
        }
        AdministeredDestination destination = newInstance(reference.getClassName());
        RefAddr address = reference.get(AdministeredDestination.NAME_ADDRESS);
        if (destination != null && address != null && address.getContent() instanceof String content) {
            destination.setName(content);
        }
        return destination;
    }

    private static @Nullable AdministeredDestination newInstance(String className) {
        if (className.equals(MambaQueueObject.class.getName())) {
            return new MambaQueueObject();
        }
        return className.equals(MambaTopicObject.class.getName()) ? new MambaTopicObject() : null;
    }
}
