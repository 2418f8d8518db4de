// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.settings.Credentials;
import org.apache.kafka.common.config.ConfigException;

/** Reads {@code user:password}. */
final class UserInfo {

  private UserInfo() {}

  /**
   * The credentials.
   *
   * @param key the key that the text belongs to
   * @throws ConfigException naming the key, when there is no colon; the text is not shown
   */
  static Credentials.Basic parse(String key, String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new ConfigException(key + " must read user:password (its value is not shown here)");
    }
    return new Credentials.Basic(text.substring(0, colon), text.substring(colon + 1));
  }
}
