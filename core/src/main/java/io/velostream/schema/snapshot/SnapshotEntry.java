// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One thing that is known, as a snapshot keeps it. */
public sealed interface SnapshotEntry {

  /** When it was last known to be so, in milliseconds; the later one wins. */
  Instant asOf();

  /** The same entry, of another time. */
  SnapshotEntry at(Instant time);

  /** What the entry is about: of two entries with equal keys only the later one is kept. */
  Object key();

  /**
   * An answer of the registry.
   *
   * @param key by what it is found
   * @param schema the answer
   * @param asOf for a pointer when the registry said so, for a fact when it was last in use
   */
  record Known(SchemaKey key, RegisteredSchema schema, Instant asOf) implements SnapshotEntry {

    @Override
    public Known at(Instant time) {
      return new Known(key, schema, time);
    }
  }

  /**
   * What the content of an id was, also after the schema itself was forgotten.
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
   * @param of by what the schema is found; by no text
   * @param uses how often it was used, faded with time
   * @param counts how many of these uses were together with which other
   * @param asOf when it was last in use
   */
  record Together(SchemaKey of, double uses, Map<SchemaKey, Double> counts, Instant asOf)
      implements SnapshotEntry {

    public Together {
      counts = Map.copyOf(counts);
    }

    @Override
    public Together at(Instant time) {
      return new Together(of, uses, counts, time);
    }

    @Override
    public Object key() {
      return new Key(of);
    }

    /** Apart from what is known of the same schema. */
    private record Key(SchemaKey of) {}
  }

  /**
   * Which subjects the registry associates with a topic.
   *
   * @param topic the topic
   * @param subjects their qualified names; empty for none
   * @param asOf when the registry said so
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
     * @param isKey whether its keys are meant, not its values
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
     * @param kind whose id it is
     * @param scope where the id is unique: a context or a subject; empty for everywhere
     * @param high the higher 64 bits; 0 for an id of 64 bits
     * @param low the lower 64 bits
     */
    public record Id(String kind, String scope, long high, long low) {}
  }
}
