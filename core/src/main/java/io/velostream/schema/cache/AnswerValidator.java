// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.SchemaFingerprints;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.settings.IdentityCheck;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares a response of the registry with what is cached, and accepts or rejects it. A rejected
 * answer is not used for writing any more, and what was derived from it is rebuilt. Safe for use by
 * many threads.
 */
final class AnswerValidator {

  private final CacheWriter.Tiers tiers;
  private final LongSupplier nanoTime;
  private final SchemaFingerprints fingerprints;
  private final ConflictDetector conflictDetector;
  private final DependentAnswers dependentAnswers;

  AnswerValidator(
      CacheWriter.Tiers tiers,
      IdentityCheck check,
      Consumer<SchemaEvent> publish,
      LongSupplier nanoTime) {
    this.tiers = tiers;
    this.nanoTime = nanoTime;
    this.fingerprints =
        new SchemaFingerprints(
            check, tiers.settings().maxSchemas(), publish, id -> cached(new SchemaKey.ById(id)));
    this.conflictDetector = new ConflictDetector(check, publish);
    this.dependentAnswers =
        new DependentAnswers(tiers.answerCache(), tiers.dependencies(), tiers.provisional());
  }

  /** What the content of each id was. */
  SchemaFingerprints fingerprints() {
    return fingerprints;
  }

  /**
   * Checks the fingerprint of an id, and stores it.
   *
   * @throws SchemaIdentityException if the fingerprint has changed and the answer is refused
   */
  void checkFingerprint(SchemaKey key, RegisteredSchema schema) {
    if (!key.isByContent() && fingerprints.check(schema) && schema.id() != null) {
      tiers.invalidator().accept(schema.id());
    }
  }

  /**
   * Validates an answer against the cached one.
   *
   * @throws SchemaIdentityException if they conflict and the answer is refused
   */
  void validate(SchemaKey key, RegisteredSchema schema) {
    try {
      checkFingerprint(key, schema);
      boolean isFirstTime = tiers.provisional().refusal(key) == null;
      compare(key, schema, isFirstTime);
      if (schema.subjectVersion() != null) {
        compare(new SchemaKey.AtVersion(schema.subjectVersion()), schema, isFirstTime);
      }
    } catch (SchemaIdentityException e) {
      refuse(key, e);
      throw e;
    }
  }

  /**
   * Refuses the cached answer of a key and all answers that depend on it, so that they are not used
   * for writing.
   */
  void refuse(SchemaKey key, SchemaIdentityException refusal) {
    if (refuseKey(key, refusal)) {
      RegisteredSchema known = cached(key);
      if (known != null) {
        dependentAnswers.refuseDependents(known, refusal, nanoTime.getAsLong());
      }
      tiers.onInvalidated().run();
    }
  }

  /** Refuses the cached answer of one key. Returns whether it was not refused before. */
  private boolean refuseKey(SchemaKey key, SchemaIdentityException refusal) {
    boolean isFirstTime = tiers.provisional().refusal(key) == null;
    tiers.provisional().refuse(key, refusal, nanoTime.getAsLong());
    if (isFirstTime) {
      tiers.provisional().recordConflict();
    }
    return isFirstTime;
  }

  /**
   * Validates a "not found" response.
   *
   * @return whether it is accepted; deserializers keep a schema that the registry had, because
   *     records may have been written with it
   */
  boolean acceptsNotFound(SchemaKey key, SchemaNotFoundException notFound) {
    RegisteredSchema cached = cached(key);
    if (cached == null) {
      return true;
    }
    boolean isFirstTime = tiers.provisional().refusal(key) == null;
    SchemaIdentityException refusal =
        conflictDetector.reportMissing(key, cached, notFound, isFirstTime);
    if (!key.isByContent() && !key.isExpiring()) {
      if (refusal != null && refuseKey(key, refusal)) {
        tiers.onInvalidated().run();
      }
      return false;
    }
    tiers.provisional().remove(key);
    tiers.provisional().recordConflict();
    return true;
  }

  private void compare(SchemaKey key, RegisteredSchema received, boolean isFirstTime) {
    RegisteredSchema cached = cached(key);
    if (cached == null || !ConflictDetector.areConflicting(key, cached, received)) {
      return;
    }
    SchemaIdentityException refusal =
        conflictDetector.reportConflict(key, cached, received, isFirstTime);
    if (refusal != null) {
      throw refusal;
    }
    tiers.provisional().recordConflict();
    for (RegisteredSchema registeredSchema : List.of(cached, received)) {
      SchemaId id = registeredSchema.id();
      if (id != null) {
        tiers.invalidator().accept(id);
      }
    }
  }

  private @Nullable RegisteredSchema cached(SchemaKey key) {
    CacheEntry entry = tiers.answerCache().get(key);
    return entry == null ? null : entry.schemaOrNull();
  }
}
