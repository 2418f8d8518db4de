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

/**
 * Has the registry confirm what records are to be written with, where it is doubted: what an
 * earlier process knew, or what was known before an outage. Safe for use by many threads.
 */
final class WriteLookups {

  private final SchemaCache schemas;
  private final Duration timeout;

  WriteLookups(SchemaCache schemas, Duration timeout) {
    this.schemas = schemas;
    this.timeout = timeout;
  }

  /** What the registry says of a key, or what is known of it while that does not answer. */
  RegisteredSchema confirmed(SchemaKey key) {
    return RegistryClient.await(
        schemas.findToWrite(key, timeout), LookupRequests.of(key).toString(), timeout);
  }

  /** Confirms all that a schema refers to. */
  void confirmDependencies(ResolvedSchema resolved) {
    for (ResolvedSchema.Dependency dependency : resolved.dependencies()) {
      SchemaKey key = new SchemaKey.AtVersion(dependency.subjectVersion());
      if (schemas.isDoubted(key)) {
        var unused = confirmed(key);
      }
    }
  }

  /**
   * Confirms what a schema refers to that is in memory: its maker may have read it there, and the
   * registry takes the references for what they lead to now.
   */
  void confirmReferences(Subject subject, SchemaDefinition definition) {
    if (definition.references().isEmpty()) {
      return;
    }
    for (SchemaKey key : schemas.doubtedReferences(subject.context(), definition)) {
      var unused = confirmed(key);
    }
  }
}
