// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.util.concurrent.CompletableFuture;

/**
 * One link of the chain that carries requests to a registry. Never blocks; safe for use by many
 * threads.
 */
@FunctionalInterface
public interface Transport {

  /**
   * Carries a request.
   *
   * @return the answer, whatever its status; or a {@link
   *     io.velostream.schema.model.RegistryUnavailableException} when none came before the deadline
   */
  CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline);
}
