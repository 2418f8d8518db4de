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
 * Where the registry is and how long to wait for it. Equal settings may share one client.
 *
 * @param urls the registry's base URLs, {@code http} or {@code https}, in order of preference;
 *     never with user information
 * @param headers headers sent with each request; their values are never shown as text
 * @param credentials how the client shows who it is
 * @param tls how connections to {@code https} URLs are secured
 * @param proxy the HTTP proxy, host not resolved; empty for the one that the JVM is set to, if any
 * @param connectTimeout the longest wait for one connection
 * @param requestTimeout the longest wait for one answer, its body included
 * @param lookupTimeout the longest wait for one lookup, whatever it takes: references, other URLs,
 *     repeated attempts
 * @param maxConnections most connections to one URL while the references of a schema are fetched; 4
 *     of them, at most, serve all other requests. Over HTTP/1.1 as many requests are under way at
 *     once; over HTTP/2 one connection carries more
 * @param retry how often a call that failed is made again
 * @param breaker when a URL that fails is left alone
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

  /** Settings for the registry at {@code urls}, all else as by default. */
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

  /** All but secrets: of headers the names, of credentials the kind. */
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

    /** How the client shows who it is. */
    public Builder credentials(Credentials credentials) {
      this.credentials = credentials;
      return this;
    }

    /** How connections to {@code https} URLs are secured. */
    public Builder tls(Tls tls) {
      this.tls = tls;
      return this;
    }

    /** The HTTP proxy that all requests go through. */
    public Builder proxy(String host, int port) {
      this.proxy = Optional.of(InetSocketAddress.createUnresolved(host, port));
      return this;
    }

    /** The longest wait for one connection. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /** The longest wait for one answer, its body included. */
    public Builder requestTimeout(Duration requestTimeout) {
      this.requestTimeout = requestTimeout;
      return this;
    }

    /** The longest wait for one lookup, whatever it takes. */
    public Builder lookupTimeout(Duration lookupTimeout) {
      this.lookupTimeout = lookupTimeout;
      return this;
    }

    /**
     * Most connections to one URL while the references of a schema are fetched, which is most
     * requests at once over HTTP/1.1. Other requests use 4 of them at most.
     */
    public Builder maxConnections(int maxConnections) {
      this.maxConnections = maxConnections;
      return this;
    }

    /** How often a call that failed is made again. */
    public Builder retry(RetrySettings retry) {
      this.retry = retry;
      return this;
    }

    /** When a URL that fails is left alone. */
    public Builder breaker(BreakerSettings breaker) {
      this.breaker = breaker;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the value, when one makes no sense
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
