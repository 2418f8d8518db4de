// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of the connection to a registry. Equal settings may share one client.
 *
 * @param urls the registry's base URLs, {@code http} or {@code https}, in order of preference;
 *     never with user information
 * @param headers headers sent with each request; their values are never shown as text
 * @param credentials the credentials of the client
 * @param tls the TLS settings of {@code https} URLs
 * @param proxy the HTTP proxy, unresolved; empty for that of the JVM, if any
 * @param connectTimeout the maximum time to connect
 * @param requestTimeout the maximum time of one request, with the body of its response
 * @param lookupTimeout the maximum time of one lookup, with references, failover and retries
 * @param maxConnections the maximum connections to one URL while the references of a schema are
 *     fetched; all other requests use at most 4 of them. Over HTTP/1.1 this limits concurrent
 *     requests; over HTTP/2 one connection carries all
 * @param retry the retry settings
 * @param breaker the circuit breaker settings
 */
public record RegistrySettings(
    List<URI> urls,
    Map<String, String> headers,
    Credentials credentials,
    Tls tls,
    Optional<InetSocketAddress> proxy,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration lookupTimeout,
    int maxConnections,
    RetrySettings retry,
    BreakerSettings breaker) {

  public RegistrySettings {
    urls = List.copyOf(urls);
    headers = Map.copyOf(headers);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no registry URL given");
    }
    urls.forEach(RegistrySettings::requireHttp);
    headers.forEach(
        (name, value) -> HeaderText.requireCharacters("value of header " + name, value));
    if (!(credentials instanceof Credentials.None)
        && headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "there are credentials and a header Authorization; give one of them");
    }
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("requestTimeout", requestTimeout);
    requirePositive("lookupTimeout", lookupTimeout);
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "maxConnections must be at least 1, but is " + maxConnections);
    }
  }

  /** Creates settings for the registry at {@code urls}, with defaults. */
  public static RegistrySettings of(URI... urls) {
    return builder().urls(List.of(urls)).build();
  }

  /**
   * A builder with the defaults: connect 2 s, request 5 s, lookup 10 s, 16 connections, and those
   * of {@link RetrySettings#DEFAULT} and {@link BreakerSettings#DEFAULT}.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Without secrets: only the names of headers, and the kind of credentials. */
  @Override
  public String toString() {
    return "RegistrySettings[urls="
        + urls
        + ", headers="
        + new TreeSet<>(headers.keySet())
        + ", credentials="
        + credentials
        + ", tls="
        + tls
        + proxy.map(address -> ", proxy=" + address).orElse("")
        + ", connectTimeout="
        + connectTimeout
        + ", requestTimeout="
        + requestTimeout
        + ", lookupTimeout="
        + lookupTimeout
        + ", maxConnections="
        + maxConnections
        + ", retry="
        + retry
        + ", breaker="
        + breaker
        + "]";
  }

  private static void requireHttp(URI url) {
    if (String.valueOf(url.getRawAuthority()).contains("@")) {
      throw new IllegalArgumentException(
          "the registry URL for host '" + url.getHost() + "' holds credentials; give them apart");
    }
    String scheme = url.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "a registry URL reads http://host[:port][/path] or https://…, but this is '" + url + "'");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
  }

  /** Collects settings. Not safe for use by many threads. */
  public static final class Builder {

    private List<URI> urls = new ArrayList<>();
    private final Map<String, String> headers = new TreeMap<>();
    private Credentials credentials = Credentials.none();
    private Tls tls = Tls.ofJvm();
    private Optional<InetSocketAddress> proxy = Optional.empty();
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration requestTimeout = Duration.ofSeconds(5);
    private Duration lookupTimeout = Duration.ofSeconds(10);
    private int maxConnections = 16;
    private RetrySettings retry = RetrySettings.DEFAULT;
    private BreakerSettings breaker = BreakerSettings.DEFAULT;

    private Builder() {}

    /** The registry's base URLs, in order of preference. */
    public Builder urls(List<URI> urls) {
      this.urls = urls;
      return this;
    }

    /** Adds a header that is sent with each request. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /** The credentials of the client. */
    public Builder credentials(Credentials credentials) {
      this.credentials = credentials;
      return this;
    }

    /** The TLS settings of {@code https} URLs. */
    public Builder tls(Tls tls) {
      this.tls = tls;
      return this;
    }

    /** The HTTP proxy that all requests go through. */
    public Builder proxy(String host, int port) {
      this.proxy = Optional.of(InetSocketAddress.createUnresolved(host, port));
      return this;
    }

    /** The maximum time to connect. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /** The maximum time of one request, with the body of its response. */
    public Builder requestTimeout(Duration requestTimeout) {
      this.requestTimeout = requestTimeout;
      return this;
    }

    /** The maximum time of one lookup. */
    public Builder lookupTimeout(Duration lookupTimeout) {
      this.lookupTimeout = lookupTimeout;
      return this;
    }

    /**
     * The maximum connections to one URL while the references of a schema are fetched, which limits
     * concurrent requests over HTTP/1.1. Other requests use at most 4 of them.
     */
    public Builder maxConnections(int maxConnections) {
      this.maxConnections = maxConnections;
      return this;
    }

    /** The retry settings. */
    public Builder retry(RetrySettings retry) {
      this.retry = retry;
      return this;
    }

    /** The circuit breaker settings. */
    public Builder breaker(BreakerSettings breaker) {
      this.breaker = breaker;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the value, if one is invalid
     */
    public RegistrySettings build() {
      return new RegistrySettings(
          urls,
          headers,
          credentials,
          tls,
          proxy,
          connectTimeout,
          requestTimeout,
          lookupTimeout,
          maxConnections,
          retry,
          breaker);
    }
  }
}
