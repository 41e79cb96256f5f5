// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import io.mambamq.it.app.OrderBean;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application, packed. Its name is what {@code server.xml} binds the bean by. */
public final class OrderArchive {
    private OrderArchive() {}

    public static WebArchive create() {
        return ShrinkWrap.create(WebArchive.class, "orders.war").addPackage(OrderBean.class.getPackage());
    }

    /** With what a test needs that runs inside the server. */
    public static WebArchive createForTestsInside() {
        return create().addPackages(true, "org.awaitility", "org.hamcrest");
    }

    /** The database's branch commits before all others: while it does not, theirs stay prepared. */
    public static WebArchive createWithDatabaseFirst() {
        return create().addAsWebInfResource(new StringAsset("""
                                <ejb-jar-ext xmlns="http://websphere.ibm.com/xml/ns/javaee" version="1.1">
                                  <session name="OrderTable">
                                    <resource-ref name="jdbc/orders" commit-priority="1"/>
                                  </session>
                                </ejb-jar-ext>
                                """), "ibm-ejb-jar-ext.xml");
    }
}
