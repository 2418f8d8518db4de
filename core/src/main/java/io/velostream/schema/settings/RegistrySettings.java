// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the registry is and how long to wait for it. Equal settings may share one client.
 *
 * @param urls the registry's base URLs, {@code http} or {@code https}, in order of preference;
 *     never with user information
 * @param headers headers sent with each request
 * @param connectTimeout the longest wait for one connection
 * @param requestTimeout the longest wait for one answer, its body included
 * @param lookupTimeout the longest wait for one lookup, whatever it takes: references, other URLs,
 *     repeated attempts
 * @param maxConnections most requests under way at once to one URL
 * @param retry how often a call that failed is made again
 * @param breaker when a URL that fails is left alone
 */
public record RegistrySettings(
    List<URI> urls,
    Map<String, String> headers,
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
   * A builder with the defaults: connect 2 s, request 5 s, lookup 10 s, 4 connections, and those of
   * {@link RetrySettings#DEFAULT} and {@link BreakerSettings#DEFAULT}.
   */
  public static Builder builder() {
    return new Builder();
  }

  private static void requireHttp(URI url) {
    String scheme = url.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "a registry URL reads http://host[:port][/path] or https://…, but this is '" + url + "'");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the registry URL for host '" + url.getHost() + "' holds credentials; give them apart");
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
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration requestTimeout = Duration.ofSeconds(5);
    private Duration lookupTimeout = Duration.ofSeconds(10);
    private int maxConnections = 4;
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

    /** Most requests under way at once to one URL. */
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
          connectTimeout,
          requestTimeout,
          lookupTimeout,
          maxConnections,
          retry,
          breaker);
    }
  }
}
