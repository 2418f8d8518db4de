// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/**
 * A source of bearer tokens, such as an identity provider.
 *
 * <p>It is called on a separate thread and may block: when there is no token, before a token
 * expires, and when the registry refuses it. Concurrent calls occur only after a call exceeded the
 * lookup time-out: it is interrupted, and the next call does not wait for it. A source that is
 * {@link AutoCloseable} is closed with its client.
 */
@FunctionalInterface
public interface BearerTokenSource {

  /**
   * Returns a valid token.
   *
   * @throws io.velostream.schema.model.RegistryRejectedException when a retry does not help
   * @throws RuntimeException of any other class when there is no token at present
   */
  BearerToken token();
}
