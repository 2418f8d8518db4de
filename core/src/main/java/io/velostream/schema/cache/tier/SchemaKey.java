// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By what a schema can be found, and the call that finds it. The context is part of every key. */
public sealed interface SchemaKey {

  /** The call that answers this key. */
  RegistryRequest<RegisteredSchema> call();

  /** Whether the answer may change: then it is believed for a time only. */
  default boolean isPointer() {
    return false;
  }

  /** Whether this asks the registry to add something, rather than to find it. */
  default boolean isRegistration() {
    return false;
  }

  /**
   * Whether this finds a schema by its content. The text of the answer may then be the one that was
   * asked with, and not the one that the registry keeps.
   */
  default boolean isByContent() {
    return false;
  }

  /** The subject that is asked about; null when the key does not name one. */
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
  record ById(SchemaId id) implements SchemaKey {
    @Override
    public RegistryRequest<RegisteredSchema> call() {
      return SchemaRequests.byId(id);
    }
  }

  /** The schema with this GUID; {@code context} is where its relative references live. */
  record ByGuid(String context, UUID guid) implements SchemaKey {
    @Override
    public RegistryRequest<RegisteredSchema> call() {
      return SchemaRequests.byGuid(context, guid);
    }
  }

  /** The schema at this version of a subject, also when it was softly deleted meanwhile. */
  record AtVersion(SubjectVersion subjectVersion) implements SchemaKey {
    @Override
    public RegistryRequest<RegisteredSchema> call() {
      return SubjectRequests.version(subjectVersion, true);
    }
  }

  /** The newest version of a subject. */
  record Latest(Subject subject) implements SchemaKey {
    @Override
    public RegistryRequest<RegisteredSchema> call() {
      return SubjectRequests.latest(subject);
    }

    @Override
    public boolean isPointer() {
      return true;
    }
  }

  /** The newest version of a subject whose metadata has these properties. */
  record LatestWith(Subject subject, Map<String, String> properties) implements SchemaKey {

    public LatestWith {
      properties = Map.copyOf(properties);
    }

    @Override
    public RegistryRequest<RegisteredSchema> call() {
      return SubjectRequests.latestWith(subject, properties);
    }

    @Override
    public boolean isPointer() {
      return true;
    }
  }

  /** The schema with this content under a subject, registered if it was not there. */
  record Registered(Subject subject, SchemaDefinition definition, boolean normalize)
      implements SchemaKey {
    @Override
    public RegistryRequest<RegisteredSchema> call() {
      return SchemaRequests.register(subject, definition, normalize);
    }

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
  record LookedUp(Subject subject, SchemaDefinition definition, boolean normalize)
      implements SchemaKey {
    @Override
    public RegistryRequest<RegisteredSchema> call() {
      return SchemaRequests.lookUp(subject, definition, normalize, false);
    }

    @Override
    public boolean isByContent() {
      return true;
    }
  }
}
