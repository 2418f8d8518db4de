// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A request to a token endpoint (RFC 6749, section 4.4.2). Never shows a secret as text.
 *
 * @param endpoint the URL, http or https
 * @param headers its headers
 * @param body the body, a form
 * @param tls the TLS settings; null for those of the JVM
 * @param timeouts the time-outs
 * @param secrets the secrets to redact in responses
 */
public record TokenRequest(
    URI endpoint,
    Map<String, String> headers,
    String body,
    @Nullable SSLSocketFactory tls,
    Timeouts timeouts,
    List<String> secrets) {

  public TokenRequest {
    headers = Map.copyOf(headers);
    secrets = List.copyOf(secrets);
  }

  /** The endpoint only. */
  @Override
  public String toString() {
    return "TokenRequest[" + endpoint + "]";
  }

  /**
   * The time-outs of a request. Zero means none; the lookup time-out always applies.
   *
   * @param connect the maximum time to connect
   * @param read the maximum time of one read
   * @param pause the delay before the first retry; it doubles for each further one
   * @param attempts the maximum time of all retries after the first attempt
   */
  public record Timeouts(Duration connect, Duration read, Duration pause, Duration attempts) {}
}
