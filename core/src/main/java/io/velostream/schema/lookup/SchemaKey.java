// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.lookup;

import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a lookup. Tier L2 and the snapshot use it. The registry context is part of every key.
 */
public sealed interface SchemaKey {

  /** Whether the answer may change, and so expires. */
  default boolean isExpiring() {
    return false;
  }

  /** Whether the lookup registers the schema. */
  default boolean isRegistration() {
    return false;
  }

  /**
   * Whether this finds a schema by its content. The response may then repeat the text of the
   * request instead of the registered one.
   */
  default boolean isByContent() {
    return false;
  }

  /** The subject of this key; null if it has none. */
  default @Nullable Subject subjectOrNull() {
    if (this instanceof AtVersion at) {
      return at.subjectVersion().subject();
    } else if (this instanceof Latest latest) {
      return latest.subject();
    } else if (this instanceof LatestWith latest) {
      return latest.subject();
    } else if (this instanceof Registered registered) {
      return registered.subject();
    }
    return this instanceof LookedUp lookedUp ? lookedUp.subject() : null;
  }

  /** The schema with this id. */
  record ById(SchemaId id) implements SchemaKey {}

  /** The schema with this GUID; its relative references are resolved in {@code context}. */
  record ByGuid(String context, UUID guid) implements SchemaKey {}

  /** The schema at this version of a subject, also if it is softly deleted. */
  record AtVersion(SubjectVersion subjectVersion) implements SchemaKey {}

  /** The newest version of a subject. */
  record Latest(Subject subject) implements SchemaKey {
    @Override
    public boolean isExpiring() {
      return true;
    }
  }

  /** The newest version of a subject whose metadata has these properties. */
  record LatestWith(Subject subject, Map<String, String> properties) implements SchemaKey {

    public LatestWith {
      properties = Map.copyOf(properties);
    }

    @Override
    public boolean isExpiring() {
      return true;
    }
  }

  /** The schema with this content under a subject, which is registered if it is new. */
  record Registered(Subject subject, SchemaDefinition definition, Normalization normalization)
      implements SchemaKey {
    @Override
    public boolean isByContent() {
      return true;
    }

    @Override
    public boolean isRegistration() {
      return true;
    }
  }

  /** The schema with this content under a subject. */
  record LookedUp(Subject subject, SchemaDefinition definition, Normalization normalization)
      implements SchemaKey {
    @Override
    public boolean isByContent() {
      return true;
    }
  }
}
