// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;

/** The requests of lookups that miss the cache. */
public final class LookupRequests {

  private LookupRequests() {}

  /** Returns the request for {@code key}. */
  public static RegistryRequest<RegisteredSchema> of(SchemaKey key) {
    if (key instanceof SchemaKey.ById byId) {
      return SchemaRequests.byId(byId.id());
    }
    if (key instanceof SchemaKey.ByGuid byGuid) {
      return SchemaRequests.byGuid(byGuid.context(), byGuid.guid());
    }
    if (key instanceof SchemaKey.AtVersion at) {
      return SubjectRequests.versionWithDeleted(at.subjectVersion());
    }
    if (key instanceof SchemaKey.Latest latest) {
      return SubjectRequests.latest(latest.subject());
    }
    if (key instanceof SchemaKey.LatestWith latest) {
      return SubjectRequests.latestWith(latest.subject(), latest.properties());
    }
    if (key instanceof SchemaKey.Registered content) {
      return SchemaRequests.register(
          content.subject(), content.definition(), content.normalization());
    }
    SchemaKey.LookedUp content = (SchemaKey.LookedUp) key;
    return SchemaRequests.lookUp(content.subject(), content.definition(), content.normalization());
  }
}
