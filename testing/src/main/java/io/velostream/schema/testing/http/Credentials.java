// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.testing.model.RecordedRequest;
import io.velostream.schema.testing.protocol.HttpAnswer;
import java.util.Base64;
import java.util.Optional;

/**
 * The required credentials.
 *
 * @param scheme the scheme of the credentials, for the challenge
 * @param authorization the required value of the header Authorization; empty for none
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

  /** Returns the response to an unauthorized request; empty if it is authorized. */
  public Optional<HttpAnswer> refuse(RecordedRequest request) {
    boolean isOpen = authorization.isEmpty();
    if (isOpen || request.header("authorization").filter(authorization::equals).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        HttpAnswer.error(401, 401, "Unauthorized")
            .with("WWW-Authenticate", scheme + " realm=\"schema-registry\""));
  }

  /** The scheme only: the credentials are a secret. */
  @Override
  public String toString() {
    return "Access[" + scheme + "]";
  }
}
