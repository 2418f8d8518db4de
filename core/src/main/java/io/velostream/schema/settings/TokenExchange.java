// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/** Sends requests to token endpoints for a {@link BearerTokenSource}. */
@FunctionalInterface
public interface TokenExchange {

  /**
   * Posts a request with retries, and blocks until there is a response.
   *
   * @return the token of the response, with its lifetime of {@code expires_in}
   * @throws io.velostream.schema.model.RegistryRejectedException when a retry does not help
   * @throws io.velostream.schema.model.RegistryUnavailableException when there is no token at
   *     present
   */
  BearerToken send(TokenRequest request);
}
