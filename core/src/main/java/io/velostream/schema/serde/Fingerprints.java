// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.UncachedLookups;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the version of a subject whose schema has a fingerprint. No registry can be asked that, so
 * the versions are fetched, the newest first, until one has it; softly deleted ones count, since
 * records outlive them. Where several versions have one fingerprint, it is the newest: they differ
 * in what does not change bytes.
 *
 * <p>The fingerprints of fetched versions are remembered. One that no version has makes the list of
 * versions be asked for again, though for one subject no more often than the time that "not found"
 * is believed, however many unknown fingerprints come: what they cost is bounded, and none of them
 * is remembered. Safe for use by many threads.
 *
 * @param <S> the format's parsed schema
 */
final class Fingerprints<S> {

  private static final int NOT_FOUND = 40403;

  private final SchemaResolver resolver;
  private final ParsedSchemas<S> schemas;
  private final LongSupplier nanoTime;
  private final long notFoundNanos;
  private final long lookupNanos;
  private final Map<Subject, Versions> subjects = new ConcurrentHashMap<>();

  /**
   * Fingerprints not looked for yet.
   *
   * @param notFoundNanos how long "not found" is believed
   * @param lookupNanos how long one look-up may take
   */
  Fingerprints(
      SchemaResolver resolver,
      ParsedSchemas<S> schemas,
      LongSupplier nanoTime,
      long notFoundNanos,
      long lookupNanos) {
    this.resolver = resolver;
    this.schemas = schemas;
    this.nanoTime = nanoTime;
    this.notFoundNanos = notFoundNanos;
    this.lookupNanos = lookupNanos;
  }

  /**
   * The schema.
   *
   * @throws SchemaNotFoundException when no version of the subject has the fingerprint
   * @throws io.velostream.schema.model.SchemaException as the registry's answers ask for
   */
  RegisteredSchema find(Subject subject, long fingerprint) {
    Versions versions = subjects.computeIfAbsent(subject, key -> new Versions(nanoTime));
    RegisteredSchema known = remembered(subject, versions, fingerprint);
    if (known != null) {
      return known;
    }
    RegisteredSchema latest = resolver.latest(subject);
    if (hasFingerprint(versions, latest, fingerprint)) {
      return latest;
    }
    RegisteredSchema found =
        versions.claim(notFoundNanos) ? listed(subject, versions, fingerprint) : null;
    if (found == null) {
      throw new SchemaNotFoundException(
          "none of the "
              + versions.byNumber.size()
              + " versions of subject "
              + subject
              + " has the fingerprint "
              + String.format("%016x", fingerprint)
              + "; register the schema that the record was written in under this subject",
          NOT_FOUND,
          null);
    }
    return found;
  }

  /** The version remembered, if it still has the fingerprint: a subject may have begun anew. */
  private @Nullable RegisteredSchema remembered(
      Subject subject, Versions versions, long fingerprint) {
    Integer number = versions.byFingerprint.get(fingerprint);
    if (number == null) {
      return null;
    }
    try {
      RegisteredSchema schema = resolver.version(new SubjectVersion(subject, number));
      if (hasFingerprint(versions, schema, fingerprint)) {
        return schema;
      }
    } catch (SchemaNotFoundException e) {
      // the subject began anew with fewer versions
    }
    versions.forget();
    return null;
  }

  private @Nullable RegisteredSchema listed(Subject subject, Versions versions, long fingerprint) {
    long start = nanoTime.getAsLong();
    boolean isWhole = false;
    try {
      var numbers = new TreeSet<>(UncachedLookups.of(resolver).versions(subject));
      for (int number : numbers.descendingSet()) {
        if (versions.byNumber.containsKey(number)) {
          continue;
        }
        if (nanoTime.getAsLong() - start >= lookupNanos) {
          throw new RegistryUnavailableException(
              "fetching the versions of subject "
                  + subject
                  + " takes longer than schema.lookup.timeout.ms; those fetched are remembered,"
                  + " and the next record goes on",
              0,
              null);
        }
        RegisteredSchema schema = resolver.version(new SubjectVersion(subject, number));
        if (hasFingerprint(versions, schema, fingerprint)) {
          isWhole = true;
          return schema;
        }
      }
      isWhole = true;
      return null;
    } finally {
      if (!isWhole) {
        versions.release();
      }
    }
  }

  /** Remembers the fingerprint of a version, which has none when it cannot be parsed. */
  private boolean hasFingerprint(Versions versions, RegisteredSchema schema, long fingerprint) {
    SubjectVersion place = schema.subjectVersion();
    if (place == null) {
      return false;
    }
    try {
      long own = schemas.format().fingerprint(schemas.parse(schema));
      versions.remember(place.version(), own);
      return own == fingerprint;
    } catch (InvalidSchemaException e) {
      versions.byNumber.put(place.version(), Boolean.FALSE);
      return false;
    }
  }

  /** What is known of one subject's versions. */
  private static final class Versions {

    private final LongSupplier nanoTime;
    private final Map<Long, Integer> byFingerprint = new ConcurrentHashMap<>();

    /** Every version that was fetched, and whether it has a fingerprint. */
    private final Map<Integer, Boolean> byNumber = new ConcurrentHashMap<>();

    private final AtomicLong nextListing;

    Versions(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.nextListing = new AtomicLong(nanoTime.getAsLong());
    }

    void remember(int number, long fingerprint) {
      byFingerprint.merge(fingerprint, number, Math::max);
      byNumber.put(number, Boolean.TRUE);
    }

    void forget() {
      byFingerprint.clear();
      byNumber.clear();
      release();
    }

    /** Takes the right to list the versions, which is given once in a time. */
    boolean claim(long nanos) {
      long now = nanoTime.getAsLong();
      long next = nextListing.get();
      return now - next >= 0 && nextListing.compareAndSet(next, now + nanos);
    }

    void release() {
      nextListing.set(nanoTime.getAsLong());
    }
  }
}
