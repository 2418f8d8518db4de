// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/** Asks token endpoints on behalf of a {@link BearerTokenSource}. */
@FunctionalInterface
public interface TokenExchange {

  /**
   * Posts a request, again where that may help, and blocks until there is an answer.
   *
   * @return the token of the answer, with the life that {@code expires_in} gives it
   * @throws io.velostream.schema.model.RegistryRejectedException when asking again does not help
   * @throws io.velostream.schema.model.RegistryUnavailableException when there is no token now
   */
  BearerToken send(TokenRequest request);
}
