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

  private static final Logger log = LoggerFactory.getLogger(SchemaFingerprints.class);

  /** A fingerprint is small: so many are kept for each schema that may be kept. */
  private static final int PER_SCHEMA = 4;

  /** So many ids are announced once; of more, some again. */
  private static final int MAX_ANNOUNCED = 1_000;

  private final IdentityCheck check;
  private final Consumer<SchemaEvent> announce;
  private final Known known;
  private final Cache<SchemaId, Fingerprint> contents;
  private final Cache<SchemaId, Fingerprint> announced;

  public SchemaFingerprints(
      IdentityCheck check, int maxSchemas, Consumer<SchemaEvent> announce, Known known) {
    this.check = check;
    this.announce = announce;
    this.known = known;
    this.contents = fingerprints((long) maxSchemas * PER_SCHEMA);
    this.announced = fingerprints(MAX_ANNOUNCED);
  }

  /** The schema in memory. */
  public interface Known {
    /** The schema of this id; null when it is not in memory. */
    @Nullable RegisteredSchema of(SchemaId id);
  }

  /**
   * Whether an answer to a question by content is for an id that was another content. It may only
   * be written in another way, so the registry is to be asked what the id is.
   */
  public boolean mayContradict(RegisteredSchema schema) {
    Fingerprint before = schema.id() == null ? null : contents.getIfPresent(schema.id());
    return before != null && !before.equals(SchemaCanonicalizer.fingerprint(schema));
  }

  /**
   * Takes note of what the registry says an id is.
   *
   * @return whether it was something else, and the new content is believed
   * @throws SchemaIdentityException when it was something else, and that is to be refused
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
    String message = changed(schema, id, before, now);
    if (!now.equals(announced.asMap().put(id, now))) {
      log.error("{}: {}", isRefused ? "Refused an answer" : "Believed an answer", message);
      announce.accept(new SchemaEvent.IdentityChanged(id, isRefused));
    }
    if (isRefused) {
      throw new SchemaIdentityException(message, id);
    }
    contents.put(id, now);
    return true;
  }

  /** Forgets what each id was: the registry began anew. */
  public void clear() {
    contents.invalidateAll();
    announced.invalidateAll();
  }

  /** All that is remembered. */
  public Map<SchemaId, Fingerprint> all() {
    return contents.asMap();
  }

  /** Remembers what was known before this process began. */
  public void restore(SchemaId id, Fingerprint content) {
    contents.asMap().putIfAbsent(id, content);
  }

  private static Cache<SchemaId, Fingerprint> fingerprints(long most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  private String changed(
      RegisteredSchema schema, SchemaId id, Fingerprint before, Fingerprint now) {
    return "the registry gives another schema for "
        + id
        + " than before (it was "
        + name(known.of(id))
        + ", SHA-256 "
        + before
        + ", and "
        + schema.name()
        + " is now "
        + now
        + "). It was reset, or is another registry: give it another URL or snapshot folder, or set"
        + " schema.identity.check=warn to believe it";
  }

  private static String name(@Nullable RegisteredSchema schema) {
    return schema == null ? "a schema that is not in memory" : schema.name();
  }
}
