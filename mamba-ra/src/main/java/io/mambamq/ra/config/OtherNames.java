// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.config;

import io.mambamq.ra.log.ResourceAdapterLog;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which properties of a bean were set by a name that another adapter has for them, so that whoever comes from there learns
 * the names of this one. Confined to the thread that configures the bean.
 */
public final class OtherNames implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> used = new TreeMap<>();

    public OtherNames() {}

    /** The property was set by another name. */
    public void note(String otherName, String ownName) {
        used.put(otherName, ownName);
    }

    /** One line for each, once. */
    public void tell(String owner) {
        for (Map.Entry<String, String> name : used.entrySet()) {
            ResourceAdapterLog.LOG.otherName(owner, name.getKey(), name.getValue());
        }
        used.clear();
    }

    /** The other names, in alphabetical order. */
    public Iterable<String> names() {
        return used.keySet();
    }
}
