// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * A bearer token and how long it lasts. Never shown as text.
 *
 * @param value the token, as it follows {@code Bearer} in the header
 * @param life how long it is good from the moment it was given; empty when that is not known
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

  /** A token of which it is not known how long it lasts. */
  public static BearerToken of(String value) {
    return new BearerToken(value, Optional.empty());
  }

  /** A token that lasts for {@code life} from now. */
  public static BearerToken of(String value, Duration life) {
    return new BearerToken(value, Optional.of(life));
  }

  /** How long it lasts: the token itself is a secret. */
  @Override
  public String toString() {
    return "BearerToken[" + life.map(Duration::toString).orElse("life not known") + "]";
  }
}
