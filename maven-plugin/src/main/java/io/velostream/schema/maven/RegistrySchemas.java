// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schemas of a registry, each requested once. Not safe for use by many threads. */
final class RegistrySchemas implements SchemaCatalog.Lookup {

  private final RegistryClient client;
  private final Map<String, Optional<RegisteredSchema>> known = new HashMap<>();

  RegistrySchemas(RegistryClient client) {
    this.client = client;
  }

  @Override
  public @Nullable RegisteredSchema find(Subject subject, int version) {
    return known
        .computeIfAbsent(
            subject.qualified() + " " + version,
            key -> Optional.ofNullable(request(subject, version)))
        .orElse(null);
  }

  private @Nullable RegisteredSchema request(Subject subject, int version) {
    try {
      return client.call(
          version == SchemaReference.LATEST
              ? SubjectRequests.latest(subject)
              : SubjectRequests.versionWithDeleted(new SubjectVersion(subject, version)));
    } catch (SchemaNotFoundException e) {
      return null;
    }
  }

  /** The numbers of the versions of a subject, oldest first; empty if there is no such subject. */
  List<Integer> versions(Subject subject) {
    try {
      return client.call(SubjectRequests.versions(subject));
    } catch (SchemaNotFoundException e) {
      return List.of();
    }
  }

  /** These versions of a subject with all that they refer to. */
  List<VersionedSchema> history(Subject subject, List<Integer> versions) {
    List<VersionedSchema> history = new ArrayList<>();
    for (int version : versions) {
      RegisteredSchema schema = find(subject, version);
      if (schema != null) {
        history.add(
            new VersionedSchema(
                version, SchemaCatalog.resolve(schema, ReferenceSettings.DEFAULT, this)));
      }
    }
    return history;
  }
}
