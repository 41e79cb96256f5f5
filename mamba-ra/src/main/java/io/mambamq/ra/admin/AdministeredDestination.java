// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.admin;

import jakarta.jms.Destination;
import jakarta.resource.Referenceable;
import java.io.Serializable;
import java.util.Objects;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.jspecify.annotations.Nullable;

/**
 * A destination as the application server's configuration declares it: a bean with one property, which has the names that
 * other adapters gave it. It needs no broker; Mamba takes any queue or topic by its name. Equal when kind and name are.
 */
abstract class AdministeredDestination implements Destination, Referenceable, Serializable {
    static final String NAME_ADDRESS = "name";

    private static final long serialVersionUID = 1L;

    private @Nullable String name;
    private @Nullable Reference reference;

    AdministeredDestination() {}

    public @Nullable String getName() {
        return name;
    }

    /** Name of the destination at the broker. */
    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getAddress() {
        return name;
    }

    /** Another name of {@code name}. */
    public void setAddress(@Nullable String address) {
        this.name = address;
    }

    public @Nullable String getPhysicalName() {
        return name;
    }

    /** Another name of {@code name}. */
    public void setPhysicalName(@Nullable String physicalName) {
        this.name = physicalName;
    }

    public @Nullable String getDestinationName() {
        return name;
    }

    /** Another name of {@code name}. */
    public void setDestinationName(@Nullable String destinationName) {
        this.name = destinationName;
    }

    /** {@inheritDoc} The container's if it has set one, else one by which {@link AdministeredObjectFactory} makes it again. */
    @Override
    public Reference getReference() {
        Reference own = reference;
        if (own == null) {
            own = new Reference(
                    getClass().getName(),
                    new StringRefAddr(NAME_ADDRESS, name),
                    AdministeredObjectFactory.class.getName(),
                    null);
        }
        return own;
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AdministeredDestination destination
                && getClass() == destination.getClass()
                && Objects.equals(name, destination.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getClass(), name);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + name + "]";
    }
}
