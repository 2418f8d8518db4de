// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/**
 * Gives bearer tokens, as from an identity provider.
 *
 * <p>It is asked on a thread of its own and may block: the token is asked for when there is none,
 * ahead of its end, and when the registry refuses it. Two threads ask at once only after a call did
 * not end within the time of a lookup: it is interrupted, and the next one does not wait for it. A
 * source that is {@link AutoCloseable} is closed with the client that uses it.
 */
@FunctionalInterface
public interface BearerTokenSource {

  /**
   * A token that is good now.
   *
   * @throws io.velostream.schema.model.RegistryRejectedException when asking again does not help
   * @throws RuntimeException of any other class when there is no token now
   */
  BearerToken token();
}
