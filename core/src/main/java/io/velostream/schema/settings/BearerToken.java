// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * A bearer token and its lifetime. The token is never shown as text.
 *
 * @param value the token, as it follows {@code Bearer} in the header
 * @param life its lifetime from its retrieval; empty if unknown
 */
public record BearerToken(String value, Optional<Duration> life) {

  public BearerToken {
    HeaderText.require("bearer token", value);
    life.ifPresent(
        time -> {
          if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                "a bearer token's life must be positive, but is " + time);
          }
        });
  }

  /** Creates a token with an unknown lifetime. */
  public static BearerToken of(String value) {
    return new BearerToken(value, Optional.empty());
  }

  /** Creates a token with a lifetime from now. */
  public static BearerToken of(String value, Duration life) {
    return new BearerToken(value, Optional.of(life));
  }

  /** The lifetime only: the token is a secret. */
  @Override
  public String toString() {
    return "BearerToken[" + life.map(Duration::toString).orElse("life not known") + "]";
  }
}
