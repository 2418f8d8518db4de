// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.Map;
import java.util.UUID;

/** By what a schema in a snapshot is found. */
public sealed interface EntryKey {

  /** The schema with this id. */
  record ById(SchemaId id) implements EntryKey {}

  /** The schema with this GUID, asked for in this context. */
  record ByGuid(String context, UUID guid) implements EntryKey {}

  /** The schema at this version of a subject. */
  record AtVersion(SubjectVersion subjectVersion) implements EntryKey {}

  /** The newest version of a subject. */
  record Latest(Subject subject) implements EntryKey {}

  /** The newest version of a subject whose metadata has these properties. */
  record LatestWith(Subject subject, Map<String, String> properties) implements EntryKey {

    public LatestWith {
      properties = Map.copyOf(properties);
    }
  }

  /** What this content became when it was registered under a subject. */
  record Registered(Subject subject, SchemaDefinition definition, boolean normalize)
      implements EntryKey {}

  /** What was found by this content under a subject. */
  record LookedUp(Subject subject, SchemaDefinition definition, boolean normalize)
      implements EntryKey {}
}
