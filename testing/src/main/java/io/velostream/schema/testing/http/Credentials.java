// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.testing.model.RecordedRequest;
import io.velostream.schema.testing.protocol.HttpAnswer;
import java.util.Base64;
import java.util.Optional;

/**
 * Who may ask.
 *
 * @param scheme the scheme of the credentials, for the challenge
 * @param authorization the value of the header that opens, or empty to let everyone in
 */
public record Credentials(String scheme, String authorization) {

  public static final Credentials OPEN = new Credentials("", "");

  public static Credentials basic(String user, String password) {
    String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return new Credentials("Basic", "Basic " + both);
  }

  public static Credentials bearer(String token) {
    return new Credentials("Bearer", "Bearer " + token);
  }

  /** The answer that turns a request away, or empty when it may come in. */
  public Optional<HttpAnswer> refusal(RecordedRequest request) {
    boolean isOpen = authorization.isEmpty();
    if (isOpen || request.header("authorization").filter(authorization::equals).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        HttpAnswer.error(401, 401, "Unauthorized")
            .with("WWW-Authenticate", scheme + " realm=\"schema-registry\""));
  }

  /** Says the scheme only: the credentials are a secret. */
  @Override
  public String toString() {
    return "Access[" + scheme + "]";
  }
}
