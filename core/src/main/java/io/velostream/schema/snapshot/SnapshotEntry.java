// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import java.time.Instant;

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
}
