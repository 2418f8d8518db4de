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

/** Loads answers from the registry. Safe for use by many threads. */
final class RegistryLoader {

  private final RegistryClient client;
  private final CacheWriter cacheWriter;
  private final DependentAnswers dependentAnswers;

  RegistryLoader(
      RegistryClient client, CacheWriter cacheWriter, DependentAnswers dependentAnswers) {
    this.client = client;
    this.cacheWriter = cacheWriter;
    this.dependentAnswers = dependentAnswers;
  }

  RegistryClient client() {
    return client;
  }

  /** Requests the current answer. Fails also if the schema of an id has changed. */
  CompletableFuture<RegisteredSchema> load(SchemaKey key, Duration timeout, LookupCause cause) {
    RegistryRequest<RegisteredSchema> call = LookupRequests.of(key);
    CompletableFuture<RegisteredSchema> answer =
        client.send(cause == LookupCause.DEPENDENCY ? call.ofClosure() : call, timeout);
    return key.isByContent()
        ? answer
            .thenCompose(schema -> verifyId(schema, timeout))
            .thenCompose(schema -> confirmDependencies(key, schema, timeout))
        : answer;
  }

  /** Confirms a registration by a look-up, so that unused schemas are not registered again. */
  CompletableFuture<RegisteredSchema> confirm(SchemaKey.Registered key, Duration timeout) {
    SchemaKey lookUp = new SchemaKey.LookedUp(key.subject(), key.definition(), key.normalization());
    return client
        .send(LookupRequests.of(lookUp), timeout)
        .thenCompose(schema -> confirmDependencies(key, schema, timeout))
        .handle(
            (schema, failure) ->
                schema != null
                    ? cacheWriter.store(key, schema, LookupCause.CONFIRM)
                    : cacheWriter.handleConfirmationFailure(key, failure));
  }

  /**
   * Verifies the id in an answer by content. The id is read from the registry if the fingerprints
   * differ.
   */
  private CompletableFuture<RegisteredSchema> verifyId(RegisteredSchema schema, Duration timeout) {
    SchemaId id = schema.id();
    if (id == null || !cacheWriter.fingerprints().mayContradict(schema)) {
      return CompletableFuture.completedFuture(schema);
    }
    SchemaKey byId = new SchemaKey.ById(id);
    return client
        .send(LookupRequests.of(byId), timeout)
        .thenApply(
            found -> {
              var unused = cacheWriter.verifyWithoutCaching(byId, found);
              return schema;
            });
  }

  /**
   * Confirms refused references of an answer before it is used for writing. An equal text and id do
   * not prove that the referenced schemas are unchanged.
   */
  private CompletableFuture<RegisteredSchema> confirmDependencies(
      SchemaKey key, RegisteredSchema schema, Duration timeout) {
    CompletableFuture<?> confirmed = CompletableFuture.completedFuture(null);
    for (SchemaKey refused : dependentAnswers.refusedDependencies(key, schema)) {
      confirmed =
          confirmed
              .thenCompose(before -> client.send(LookupRequests.of(refused), timeout))
              .thenApply(found -> cacheWriter.store(refused, found, LookupCause.CONFIRM));
    }
    return confirmed.thenApply(all -> schema);
  }
}
