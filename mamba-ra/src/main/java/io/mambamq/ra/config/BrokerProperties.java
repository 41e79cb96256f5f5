// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.config;

import io.mambamq.jms.ClientConfig;
import io.mambamq.ra.connection.Credentials;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The properties that say which broker and as whom, of the adapter and of its connection factories. What a connection factory
 * leaves out is as the adapter has it; what the adapter leaves out: the broker is embedded, and users are anonymous.
 */
public abstract class BrokerProperties implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable String url;
    private @Nullable String serverName;
    private @Nullable Integer portNumber;
    private @Nullable String connectionParameters;
    private @Nullable String userName;
    private @Nullable String password;
    private @Nullable String clientId;
    private @Nullable Integer connectTimeout;
    private @Nullable Integer callTimeout;
    private @Nullable Integer resumeTimeout;
    private @Nullable String deserializationFilter;

    private final OtherNames otherNames = new OtherNames();

    /** For the beans. */
    protected BrokerProperties() {}

    /**
     * Where the broker is, with the options that are set beside it.
     *
     * @return null if nothing says where
     * @throws IllegalArgumentException if the properties contradict each other; names them
     */
    public @Nullable String brokerUrl() {
        return BrokerUrl.of(this, null);
    }

    /**
     * The same as far as this bean says it, for containers copy to it what they find in the other one.
     *
     * @return null if nothing says where, or only the other one does
     * @throws IllegalArgumentException if the properties contradict each other; names them
     */
    protected @Nullable String brokerUrlBeside(BrokerProperties other) {
        return BrokerUrl.of(this, other);
    }

    /** Tells, once, what was set by another name, and what is set that nobody knows and the other one has not told already. */
    protected void tellOtherNames(String owner, @Nullable BrokerProperties other) {
        otherNames.tell(owner);
        String parameters = emptyToNull(connectionParameters);
        if (parameters != null && (other == null || !parameters.equals(other.connectionParameters))) {
            ConnectionParameters.tellUnknown(parameters);
        }
    }

    /**
     * How connections behave to a broker that is embedded.
     *
     * @throws IllegalArgumentException if a value cannot be; names it
     */
    protected ClientConfig configOfEmbedded() {
        return BrokerUrl.configOfEmbedded(this);
    }

    /** Whether both say the same about how connections behave, wherever the broker is. */
    protected boolean hasSameConnectionOptions(BrokerProperties other) {
        return Objects.equals(connectTimeout, other.connectTimeout)
                && Objects.equals(callTimeout, other.callTimeout)
                && Objects.equals(resumeTimeout, other.resumeTimeout)
                && Objects.equals(deserializationFilter, other.deserializationFilter);
    }

    /** As whom to connect, as far as this bean says. */
    protected Credentials ownCredentials() {
        return new Credentials(emptyToNull(userName), emptyToNull(password), emptyToNull(clientId));
    }

    /** The names that other adapters have for properties, as far as they were used and not told yet. */
    OtherNames otherNames() {
        return otherNames;
    }

    /** For equality: everything of this class that can be set. */
    protected @Nullable Object[] brokerProperties() {
        return new @Nullable Object[] {
            url,
            serverName,
            portNumber,
            connectionParameters,
            userName,
            password,
            clientId,
            connectTimeout,
            callTimeout,
            resumeTimeout,
            deserializationFilter
        };
    }

    /** Whether the other one says the same about the broker. */
    protected boolean hasSameBrokerProperties(BrokerProperties other) {
        return Arrays.equals(brokerProperties(), other.brokerProperties());
    }

    /** Some containers set what is not configured to the empty string. */
    protected static @Nullable String emptyToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    public @Nullable String getUrl() {
        return url;
    }

    /** Where the broker is, as in {@code mamba://host:62622}; null: see the class. */
    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getServerUrl() {
        return url;
    }

    /** Another name of {@code url}; null sets nothing. */
    public void setServerUrl(@Nullable String serverUrl) {
        if (serverUrl != null) {
            this.url = serverUrl;
            otherNames.note("serverUrl", "url");
        }
    }

    public @Nullable String getConnectionURL() {
        return url;
    }

    /** Another name of {@code url}; null sets nothing. */
    public void setConnectionURL(@Nullable String connectionURL) {
        if (connectionURL != null) {
            this.url = connectionURL;
            otherNames.note("connectionURL", "url");
        }
    }

    public @Nullable String getServerName() {
        return serverName;
    }

    /** Host of the broker, in the place of a {@code url}; null: none. */
    public void setServerName(@Nullable String serverName) {
        this.serverName = serverName;
    }

    public @Nullable Integer getPortNumber() {
        return portNumber;
    }

    /** Port at {@code serverName}; null: 62622. */
    public void setPortNumber(@Nullable Integer portNumber) {
        this.portNumber = portNumber;
    }

    public @Nullable String getConnectionParameters() {
        return connectionParameters;
    }

    /** Hosts as {@code host=a;port=1,host=b;port=2}, and options of a URL, in the place of a {@code url}; null: none. */
    public void setConnectionParameters(@Nullable String connectionParameters) {
        this.connectionParameters = connectionParameters;
    }

    public @Nullable String getUserName() {
        return userName;
    }

    /** User at the broker; null: see the class. */
    public void setUserName(@Nullable String userName) {
        this.userName = userName;
    }

    public @Nullable String getUser() {
        return userName;
    }

    /** Another name of {@code userName}; null sets nothing. */
    public void setUser(@Nullable String user) {
        if (user != null) {
            this.userName = user;
            otherNames.note("user", "userName");
        }
    }

    public @Nullable String getPassword() {
        return password;
    }

    /** Password of the user. */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getClientId() {
        return clientId;
    }

    /** Client id of the connection, which all users of this bean share; null: see the class. */
    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public @Nullable Integer getConnectTimeout() {
        return connectTimeout;
    }

    /** Until a host has to have answered, in ms; null: as the URL says, or 10,000. */
    public void setConnectTimeout(@Nullable Integer connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public @Nullable Integer getCallTimeout() {
        return callTimeout;
    }

    /** Until the broker has to have answered a request, in ms; null: as the URL says, or 30,000. */
    public void setCallTimeout(@Nullable Integer callTimeout) {
        this.callTimeout = callTimeout;
    }

    public @Nullable Integer getResumeTimeout() {
        return resumeTimeout;
    }

    /**
     * How long a broker elsewhere keeps the connection when only the network fails, so that all that is under way goes on over
     * another one, in ms; 0: not at all; null: as the URL says, or 10,000.
     */
    public void setResumeTimeout(@Nullable Integer resumeTimeout) {
        this.resumeTimeout = resumeTimeout;
    }

    public @Nullable String getDeserializationFilter() {
        return deserializationFilter;
    }

    /** Classes that bodies of object messages may have besides the basic ones, in the syntax of {@code jdk.serialFilter}. */
    public void setDeserializationFilter(@Nullable String deserializationFilter) {
        this.deserializationFilter = deserializationFilter;
    }
}
