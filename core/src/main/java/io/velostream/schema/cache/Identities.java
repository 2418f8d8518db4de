// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what the content of each id was, longer than the schemas themselves, and notices when a
 * registry gives another one. Safe for use by many threads.
 */
final class Identities {

  private static final Logger log = LoggerFactory.getLogger(Identities.class);

  /** A fingerprint is small: so many are kept for each schema that may be kept. */
  private static final int PER_SCHEMA = 4;

  /** So many ids are announced once; of more, some again. */
  private static final int MAX_ANNOUNCED = 1_000;

  private final IdentityCheck check;
  private final Consumer<SchemaEvent> announce;
  private final Cache<SchemaId, Fingerprint> contents;
  private final Cache<SchemaId, Fingerprint> announced;

  Identities(IdentityCheck check, int maxSchemas, Consumer<SchemaEvent> announce) {
    this.check = check;
    this.announce = announce;
    this.contents = fingerprints((long) maxSchemas * PER_SCHEMA);
    this.announced = fingerprints(MAX_ANNOUNCED);
  }

  /**
   * Takes note of what the registry says an id is.
   *
   * @throws SchemaIdentityException when it was something else, and that is to be refused
   */
  void check(RegisteredSchema schema) {
    SchemaId id = schema.id();
    if (id == null) {
      return;
    }
    Fingerprint now = ContentText.fingerprint(schema);
    Fingerprint before = contents.asMap().putIfAbsent(id, now);
    if (before == null || before.equals(now)) {
      return;
    }
    boolean isRefused = check == IdentityCheck.FAIL;
    String message = changed(schema, id, before, now);
    if (!now.equals(announced.asMap().put(id, now))) {
      log.warn("{}: {}", isRefused ? "Refused an answer" : "Believed an answer", message);
      announce.accept(new SchemaEvent.IdentityChanged(id, isRefused));
    }
    if (isRefused) {
      throw new SchemaIdentityException(message, id);
    }
    contents.put(id, now);
  }

  /** Forgets what each id was: the registry began anew. */
  void clear() {
    contents.invalidateAll();
    announced.invalidateAll();
  }

  /** All that is remembered. */
  Map<SchemaId, Fingerprint> all() {
    return contents.asMap();
  }

  /** Remembers what was known before this process began. */
  void restore(SchemaId id, Fingerprint content) {
    contents.asMap().putIfAbsent(id, content);
  }

  private static Cache<SchemaId, Fingerprint> fingerprints(long most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  private static String changed(
      RegisteredSchema schema, SchemaId id, Fingerprint before, Fingerprint now) {
    return "the registry gives another schema for "
        + id
        + " than before (it was SHA-256 "
        + before
        + ", and "
        + schema.name()
        + " is now "
        + now
        + "). It was reset, or is another registry: give it another URL or snapshot folder, or set"
        + " schema.identity.check=warn to believe it";
  }
}
