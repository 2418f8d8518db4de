// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import java.time.Instant;
import java.util.Map;

/** One thing that is known, as a snapshot keeps it. */
public sealed interface SnapshotEntry {

  /** When it was last known to be so, in milliseconds; the later one wins. */
  Instant asOf();

  /**
   * An answer of the registry.
   *
   * @param key by what it is found
   * @param schema the answer
   * @param asOf for a pointer when the registry said so, for a fact when it was last in use
   */
  record Known(EntryKey key, RegisteredSchema schema, Instant asOf) implements SnapshotEntry {}

  /**
   * What the content of an id was, also after the schema itself was forgotten.
   *
   * @param id the id
   * @param sha256 of the content
   * @param asOf when it was last in use
   */
  record Identity(SchemaId id, Fingerprint sha256, Instant asOf) implements SnapshotEntry {}

  /**
   * How often a schema was used together with others.
   *
   * @param of by what the schema is found; by no text
   * @param uses how often it was used, faded with time
   * @param counts how many of these uses were together with which other
   * @param asOf when it was last in use
   */
  record Together(EntryKey of, double uses, Map<EntryKey, Double> counts, Instant asOf)
      implements SnapshotEntry {

    public Together {
      counts = Map.copyOf(counts);
    }
  }
}
