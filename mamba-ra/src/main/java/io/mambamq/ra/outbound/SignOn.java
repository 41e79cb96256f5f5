// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.ra.connection.Credentials;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.SecurityException;
import jakarta.resource.spi.security.PasswordCredential;
import java.util.List;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * As whom a managed connection is made (Jakarta Connectors 2.1 chapter 9): whom the container says, else whom the application
 * says, else whom the configuration says. Recovery comes without an application's word (§7.5.3.5).
 * Credentials for other factories only are a mistake that must not end in somebody else's user.
 */
final class SignOn {
    private SignOn() {}

    static Credentials credentials(
            @Nullable Subject subject,
            @Nullable ConnectionRequestInfo request,
            ManagedConnectionFactory factory,
            Credentials configured)
            throws SecurityException {
        PasswordCredential credential = subject == null ? null : credentialFor(subject, factory);
        if (credential != null) {
            String password = credential.getPassword() == null ? null : new String(credential.getPassword());
            return new Credentials(credential.getUserName(), password, null).orElse(configured);
        }
        if (request instanceof ConnectionRequest asked) {
            return new Credentials(asked.userName(), asked.password(), null).orElse(configured);
        }
        return configured;
    }

    /** Null if the container leaves the sign-on to the application. */
    private static @Nullable PasswordCredential credentialFor(Subject subject, ManagedConnectionFactory factory)
            throws SecurityException {
        List<PasswordCredential> credentials = subject.getPrivateCredentials(PasswordCredential.class).stream()
                .filter(SignOn::namesUser)
                .toList();
        for (PasswordCredential credential : credentials) {
            if (factory.equals(credential.getManagedConnectionFactory())) {
                return credential;
            }
        }
        if (!credentials.isEmpty()) {
            throw new SecurityException(
                    "the application server signs on with a user for other connection factories than"
                            + " this one: check its authentication data for this factory");
        }
        return null;
    }

    /** GlassFish and Payara sign on as a user with an empty name where their pool has none. */
    private static boolean namesUser(PasswordCredential credential) {
        String userName = credential.getUserName();
        return userName != null && !userName.isEmpty();
    }
}
