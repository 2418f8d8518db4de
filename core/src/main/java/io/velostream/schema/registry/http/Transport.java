// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.util.concurrent.CompletableFuture;

/** One link in the chain of transports. Never blocks; safe for use by many threads. */
@FunctionalInterface
public interface Transport {

  /**
   * Sends a request.
   *
   * @return the response with any status; fails with a {@link
   *     io.velostream.schema.model.RegistryUnavailableException} if there is none before the
   *     deadline
   */
  CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline);
}
