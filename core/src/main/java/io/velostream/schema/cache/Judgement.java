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
final class Judgement {

  private final CacheWriter.Tiers tiers;
  private final LongSupplier nanoTime;
  private final SchemaFingerprints identities;
  private final Differences differences;
  private final Dependencies dependencies;

  Judgement(
      CacheWriter.Tiers tiers,
      IdentityCheck check,
      Consumer<SchemaEvent> announce,
      LongSupplier nanoTime) {
    this.tiers = tiers;
    this.nanoTime = nanoTime;
    this.identities =
        new SchemaFingerprints(
            check, tiers.settings().maxSchemas(), announce, id -> known(new SchemaKey.ById(id)));
    this.differences = new Differences(check, announce);
    this.dependencies = new Dependencies(tiers.main(), tiers.dependencies(), tiers.trust());
  }

  /** What the content of each id was. */
  SchemaFingerprints identities() {
    return identities;
  }

  /**
   * Takes note of what an id is.
   *
   * @throws SchemaIdentityException when it was something else, and that is to be refused
   */
  void pass(SchemaKey key, RegisteredSchema schema) {
    if (!key.isByContent() && identities.check(schema) && schema.id() != null) {
      tiers.forget().accept(schema.id());
    }
  }

  /**
   * Believes an answer to a key.
   *
   * @throws SchemaIdentityException when it contradicts what is known, and is to be refused
   */
  void believe(SchemaKey key, RegisteredSchema schema) {
    try {
      pass(key, schema);
      boolean isNews = tiers.trust().refusal(key) == null;
      compare(key, schema, isNews);
      if (schema.subjectVersion() != null) {
        compare(new SchemaKey.AtVersion(schema.subjectVersion()), schema, isNews);
      }
    } catch (SchemaIdentityException e) {
      refuse(key, e);
      throw e;
    }
  }

  /** Nothing more is written with what is known of a key, nor with what depends on that. */
  void refuse(SchemaKey key, SchemaIdentityException refusal) {
    if (refuseAlone(key, refusal)) {
      RegisteredSchema known = known(key);
      if (known != null) {
        dependencies.refuse(known, refusal, nanoTime.getAsLong());
      }
      tiers.invalidated().run();
    }
  }

  /** Refuses what is known of one key; says whether that is news. */
  private boolean refuseAlone(SchemaKey key, SchemaIdentityException refusal) {
    boolean isNews = tiers.trust().refusal(key) == null;
    tiers.trust().refuse(key, refusal, nanoTime.getAsLong());
    if (isNews) {
      tiers.trust().contradicted();
    }
    return isNews;
  }

  /**
   * Takes in that the registry does not have something.
   *
   * @return whether that is believed; readers keep a schema that the registry had, for the records
   *     that were written in it
   */
  boolean isNoMore(SchemaKey key, SchemaNotFoundException notFound) {
    RegisteredSchema before = known(key);
    if (before == null) {
      return true;
    }
    boolean isNews = tiers.trust().refusal(key) == null;
    SchemaIdentityException refusal = differences.gone(key, before, notFound, isNews);
    if (!key.isByContent() && !key.isPointer()) {
      if (refusal != null && refuseAlone(key, refusal)) {
        tiers.invalidated().run();
      }
      return false;
    }
    tiers.trust().gone(key);
    tiers.trust().contradicted();
    return true;
  }

  private void compare(SchemaKey key, RegisteredSchema now, boolean isNews) {
    RegisteredSchema before = known(key);
    if (before == null || !Differences.areContrary(key, before, now)) {
      return;
    }
    SchemaIdentityException refusal = differences.contradicted(key, before, now, isNews);
    if (refusal != null) {
      throw refusal;
    }
    tiers.trust().contradicted();
    for (RegisteredSchema one : List.of(before, now)) {
      SchemaId id = one.id();
      if (id != null) {
        tiers.forget().accept(id);
      }
    }
  }

  private @Nullable RegisteredSchema known(SchemaKey key) {
    CacheEntry entry = tiers.main().get(key);
    return entry == null ? null : entry.schemaOrNull();
  }
}
