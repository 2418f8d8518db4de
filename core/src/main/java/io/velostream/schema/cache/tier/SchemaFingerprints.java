// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.snapshot.Fingerprint;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a fingerprint of the content of each id, longer than the schemas themselves, and detects
 * when a registry returns another schema for an id. Safe for use by many threads.
 */
public final class SchemaFingerprints {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaFingerprints.class);

  /** The number of fingerprints for each schema of capacity; fingerprints are small. */
  private static final int FINGERPRINTS_PER_SCHEMA = 4;

  /** The number of ids whose conflicts are reported once; beyond it, some are reported again. */
  private static final int MAX_REPORTED = 1_000;

  private final IdentityCheck check;
  private final Consumer<SchemaEvent> publish;
  private final SchemaById schemaById;
  private final Cache<SchemaId, Fingerprint> contents;
  private final Cache<SchemaId, Fingerprint> reported;

  public SchemaFingerprints(
      IdentityCheck check, int maxSchemas, Consumer<SchemaEvent> publish, SchemaById schemaById) {
    this.check = check;
    this.publish = publish;
    this.schemaById = schemaById;
    this.contents = fingerprints((long) maxSchemas * FINGERPRINTS_PER_SCHEMA);
    this.reported = fingerprints(MAX_REPORTED);
  }

  /** Finds a schema in memory. */
  public interface SchemaById {
    /** Returns the schema with this id; null if it is not in memory. */
    @Nullable RegisteredSchema of(SchemaId id);
  }

  /**
   * Returns whether an answer by content has an id with another fingerprint. The answer may repeat
   * the text of the request, so the schema of the id must be read to be sure.
   */
  public boolean mayContradict(RegisteredSchema schema) {
    Fingerprint before = schema.id() == null ? null : contents.getIfPresent(schema.id());
    return before != null && !before.equals(SchemaCanonicalizer.fingerprint(schema));
  }

  /**
   * Compares the schema of an id with the stored fingerprint, or stores the fingerprint.
   *
   * @return whether the content has changed and the new content is accepted
   * @throws SchemaIdentityException if the content has changed and the answer is refused
   */
  public boolean check(RegisteredSchema schema) {
    SchemaId id = schema.id();
    if (id == null) {
      return false;
    }
    Fingerprint now = SchemaCanonicalizer.fingerprint(schema);
    Fingerprint before = contents.asMap().putIfAbsent(id, now);
    if (before == null || before.equals(now)) {
      return false;
    }
    boolean isRefused = check == IdentityCheck.FAIL;
    String message = conflictMessage(schema, id, before, now);
    if (!now.equals(reported.asMap().put(id, now))) {
      LOG.error("{}: {}", isRefused ? "Refused an answer" : "Accepted an answer", message);
      publish.accept(new SchemaEvent.IdentityChanged(id, isRefused));
    }
    if (isRefused) {
      throw new SchemaIdentityException(message, id);
    }
    contents.put(id, now);
    return true;
  }

  /** Removes all fingerprints, because the registry was rebuilt. */
  public void clear() {
    contents.invalidateAll();
    reported.invalidateAll();
  }

  /** All fingerprints. */
  public Map<SchemaId, Fingerprint> all() {
    return contents.asMap();
  }

  /** Adds a fingerprint of an earlier process. */
  public void restore(SchemaId id, Fingerprint content) {
    contents.asMap().putIfAbsent(id, content);
  }

  private static Cache<SchemaId, Fingerprint> fingerprints(long most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  private String conflictMessage(
      RegisteredSchema schema, SchemaId id, Fingerprint before, Fingerprint now) {
    return "the registry gives another schema for "
        + id
        + " than before (it was "
        + name(schemaById.of(id))
        + ", SHA-256 "
        + before
        + ", and "
        + schema.name()
        + " is now "
        + now
        + "). It was reset, or is another registry: give it another URL or snapshot folder, or set"
        + " schema.identity.check=warn to accept its answer";
  }

  private static String name(@Nullable RegisteredSchema schema) {
    return schema == null ? "a schema that is not in memory" : schema.name();
  }
}
