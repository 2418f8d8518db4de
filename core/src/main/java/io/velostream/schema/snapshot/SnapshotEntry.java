// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An entry of a snapshot. */
public sealed interface SnapshotEntry {

  /** When the entry was last valid, in milliseconds; the later entry wins. */
  Instant asOf();

  /** Returns the entry with another time. */
  SnapshotEntry at(Instant time);

  /** The key: of two entries with equal keys only the later one is kept. */
  Object key();

  /**
   * An answer of the registry.
   *
   * @param key the key of the lookup
   * @param schema the answer
   * @param asOf for an expiring entry when it was read, for an immutable entry when it was last in
   *     use
   */
  record Known(SchemaKey key, RegisteredSchema schema, Instant asOf) implements SnapshotEntry {

    @Override
    public Known at(Instant time) {
      return new Known(key, schema, time);
    }
  }

  /**
   * The fingerprint of the content of an id, which is kept longer than the schema.
   *
   * @param id the id
   * @param sha256 of the content
   * @param asOf when it was last in use
   */
  record Identity(SchemaId id, Fingerprint sha256, Instant asOf) implements SnapshotEntry {

    @Override
    public Identity at(Instant time) {
      return new Identity(id, sha256, time);
    }

    @Override
    public SchemaId key() {
      return id;
    }
  }

  /**
   * How often a schema was used together with others.
   *
   * @param schemaKey the key of the schema, never by content
   * @param uses how often it was used, with decay
   * @param coUses the number of these uses together with each other schema
   * @param asOf when it was last in use
   */
  record CoUsage(SchemaKey schemaKey, double uses, Map<SchemaKey, Double> coUses, Instant asOf)
      implements SnapshotEntry {

    public CoUsage {
      coUses = Map.copyOf(coUses);
    }

    @Override
    public CoUsage at(Instant time) {
      return new CoUsage(schemaKey, uses, coUses, time);
    }

    @Override
    public Object key() {
      return new Key(schemaKey);
    }

    /** Differs from the key of the schema itself. */
    private record Key(SchemaKey schemaKey) {}
  }

  /**
   * Which subjects the registry associates with a topic.
   *
   * @param topic the topic
   * @param subjects their qualified names; empty for none
   * @param asOf when it was read
   */
  record Associated(Topic topic, List<String> subjects, Instant asOf) implements SnapshotEntry {

    public Associated {
      subjects = List.copyOf(subjects);
    }

    @Override
    public Associated at(Instant time) {
      return new Associated(topic, subjects, time);
    }

    @Override
    public Topic key() {
      return topic;
    }

    /**
     * A topic's keys or values.
     *
     * @param cluster the id of the topic's Kafka cluster, or {@code -} for any
     * @param name of the topic
     * @param isKey true for its keys, false for its values
     */
    public record Topic(String cluster, String name, boolean isKey) {}
  }

  /**
   * A schema that was found by an id of another protocol.
   *
   * @param key the id
   * @param schema the schema
   * @param asOf when it was last in use
   */
  record Foreign(Id key, RegisteredSchema schema, Instant asOf) implements SnapshotEntry {

    @Override
    public Foreign at(Instant time) {
      return new Foreign(key, schema, time);
    }

    /**
     * An id.
     *
     * @param kind the kind of id
     * @param scope the scope in which the id is unique: a context or a subject; empty if it is
     *     globally unique
     * @param high the higher 64 bits; 0 for an id of 64 bits
     * @param low the lower 64 bits
     */
    public record Id(String kind, String scope, long high, long low) {}
  }
}
