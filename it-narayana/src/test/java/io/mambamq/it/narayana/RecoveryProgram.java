// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.narayana;

import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import io.mambamq.jms.MambaConnectionFactory;
import java.nio.file.Path;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jboss.narayana.jta.jms.JmsXAResourceRecoveryHelper;

/** The program after the crash: recovers until nothing is in doubt, and says how many orders are stored. */
final class RecoveryProgram {
    private RecoveryProgram() {}

    /** Arguments: the transaction manager's log, the broker, the database. */
    public static void main(String[] arguments) throws Exception {
        Narayana.configure(Path.of(arguments[0]));
        // So that the test need not wait: between the two looks of a pass, and before an orphan counts as one.
        recoveryPropertyManager.getRecoveryEnvironmentBean().setRecoveryBackoffPeriod(1);
        jtaPropertyManager.getJTAEnvironmentBean().setOrphanSafetyInterval(1);
        var orders = new Orders(Path.of(arguments[2]));
        var broker = new JmsXAResourceRecoveryHelper(new MambaConnectionFactory(arguments[1]));
        var database = new DatabaseRecovery(orders.connect());

        RecoveryManager recovery = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
        recovery.initialize();
        XARecoveryModule resources = XARecoveryModule.getRegisteredXARecoveryModule();
        resources.addXAResourceRecoveryHelper(broker);
        resources.addXAResourceRecoveryHelper(database);
        do {
            recovery.scan();
        } while (isInDoubt(broker) || isInDoubt(database));
        recovery.terminate();
        System.out.println("rows " + orders.count());
        System.exit(0);
    }

    private static boolean isInDoubt(XAResourceRecoveryHelper helper) throws Exception {
        for (XAResource resource : helper.getXAResources()) {
            if (inDoubt(resource) > 0) {
                return true;
            }
        }
        return false;
    }

    private static int inDoubt(XAResource resource) throws XAException {
        int count = resource.recover(XAResource.TMSTARTRSCAN).length;
        resource.recover(XAResource.TMENDRSCAN);
        return count;
    }

    private record DatabaseRecovery(XAConnection connection) implements XAResourceRecoveryHelper {
        @Override
        public boolean initialise(String parameter) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() throws Exception {
            return new XAResource[] {connection.getXAResource()};
        }
    }
}
