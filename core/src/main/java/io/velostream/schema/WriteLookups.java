// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.LookupRequests;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import java.time.Duration;

/** Confirms provisional answers before they are used for writing. Safe for use by many threads. */
final class WriteLookups {

  private final SchemaCache schemas;
  private final Duration timeout;

  WriteLookups(SchemaCache schemas, Duration timeout) {
    this.schemas = schemas;
    this.timeout = timeout;
  }

  /**
   * Returns the confirmed answer of a key, or the provisional one while the registry is
   * unavailable.
   */
  RegisteredSchema confirmed(SchemaKey key) {
    return RegistryClient.await(
        schemas.findForWriting(key, timeout), LookupRequests.of(key).toString(), timeout);
  }

  /** Confirms all dependencies of a schema. */
  void confirmDependencies(ResolvedSchema resolved) {
    for (ResolvedSchema.Dependency dependency : resolved.dependencies()) {
      SchemaKey key = new SchemaKey.AtVersion(dependency.subjectVersion());
      if (schemas.provisional().isProvisional(key)) {
        var unused = confirmed(key);
      }
    }
  }

  /**
   * Confirms the cached references of a schema before it is registered or looked up, since the
   * registry resolves them to their current targets.
   */
  void confirmReferences(Subject subject, SchemaDefinition definition) {
    if (definition.references().isEmpty()) {
      return;
    }
    for (SchemaKey key : schemas.provisionalReferences(subject.context(), definition)) {
      var unused = confirmed(key);
    }
  }
}
