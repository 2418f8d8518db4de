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
 * @param endpoint where it is posted, over http or https
 * @param headers its headers
 * @param body its body, a form
 * @param tls how https is secured; null for the JVM's own settings
 * @param timeouts how long it may take
 * @param secrets what must not be repeated from an answer
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

  /** Where it goes only. */
  @Override
  public String toString() {
    return "TokenRequest[" + endpoint + "]";
  }

  /**
   * How long a request may take. A time-out of zero is none, but for that of the lookup that the
   * token is for.
   *
   * @param connect the longest wait for a connection
   * @param read the longest wait for the answer, or its next part
   * @param pause the pause before the first repeated attempt; it doubles for each further one
   * @param attempts how long after the first attempt others may follow
   */
  public record Timeouts(Duration connect, Duration read, Duration pause, Duration attempts) {}
}
