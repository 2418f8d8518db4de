// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.LookupCause;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.RegistryRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends the requests of a cache to the registry. Safe for use by many threads. */
final class Inquiry {

  private final RegistryClient client;
  private final CacheWriter cacheWriter;
  private final Dependencies dependencies;

  Inquiry(RegistryClient client, CacheWriter cacheWriter, Dependencies dependencies) {
    this.client = client;
    this.cacheWriter = cacheWriter;
    this.dependencies = dependencies;
  }

  RegistryClient client() {
    return client;
  }

  /** What the registry says now; fails also when that contradicts what an id was before. */
  CompletableFuture<RegisteredSchema> ask(SchemaKey key, Duration timeout, LookupCause cause) {
    RegistryRequest<RegisteredSchema> call = LookupRequests.of(key);
    CompletableFuture<RegisteredSchema> answer =
        client.send(cause == LookupCause.NEED ? call.ofClosure() : call, timeout);
    return key.isByContent()
        ? answer
            .thenCompose(schema -> withKnownId(schema, timeout))
            .thenCompose(schema -> withDependencies(key, schema, timeout))
        : answer;
  }

  /** Looks a registration up, so that nothing is registered that nobody writes. */
  CompletableFuture<RegisteredSchema> confirm(SchemaKey.Registered key, Duration timeout) {
    SchemaKey lookUp = new SchemaKey.LookedUp(key.subject(), key.definition(), key.normalization());
    return client
        .send(LookupRequests.of(lookUp), timeout)
        .thenCompose(schema -> withDependencies(key, schema, timeout))
        .handle(
            (schema, failure) ->
                schema != null
                    ? cacheWriter.learn(key, schema, LookupCause.CONFIRM)
                    : cacheWriter.unconfirmed(key, failure));
  }

  /** An answer to a question by content says little of its id, which may have to be asked for. */
  private CompletableFuture<RegisteredSchema> withKnownId(
      RegisteredSchema schema, Duration timeout) {
    SchemaId id = schema.id();
    if (id == null || !cacheWriter.identities().mayContradict(schema)) {
      return CompletableFuture.completedFuture(schema);
    }
    SchemaKey byId = new SchemaKey.ById(id);
    return client
        .send(LookupRequests.of(byId), timeout)
        .thenApply(
            found -> {
              var unused = cacheWriter.pass(byId, found);
              return schema;
            });
  }

  /**
   * The same text and id prove nothing for what it refers to: what was refused of that must be
   * confirmed before anything is written with the answer.
   */
  private CompletableFuture<RegisteredSchema> withDependencies(
      SchemaKey key, RegisteredSchema schema, Duration timeout) {
    CompletableFuture<?> confirmed = CompletableFuture.completedFuture(null);
    for (SchemaKey refused : dependencies.refused(key, schema)) {
      confirmed =
          confirmed
              .thenCompose(before -> client.send(LookupRequests.of(refused), timeout))
              .thenApply(found -> cacheWriter.learn(refused, found, LookupCause.CONFIRM));
    }
    return confirmed.thenApply(all -> schema);
  }
}
