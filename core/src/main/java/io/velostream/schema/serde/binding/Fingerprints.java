// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.UncachedLookups;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    RegisteredSchema latest = latest(subject);
    if (latest != null && hasFingerprint(versions, latest, fingerprint)) {
      return latest;
    }
    RegisteredSchema found = unseen(subject, versions, fingerprint);
    if (found == null && isListedAnew(subject, versions)) {
      found = unseen(subject, versions, fingerprint);
    }
    if (found == null) { // another thread may have seen it meanwhile
      found = remembered(subject, versions, fingerprint);
    }
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

  /** The newest version; null when there is none that is not deleted. */
  private @Nullable RegisteredSchema latest(Subject subject) {
    try {
      return resolver.latest(subject);
    } catch (SchemaNotFoundException e) {
      return null;
    }
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

  /** Lists the versions, or waits until another thread has; false when they were lately. */
  private boolean isListedAnew(Subject subject, Versions versions) {
    CompletableFuture<Void> own = new CompletableFuture<>();
    CompletableFuture<Void> running = versions.listing.compareAndExchange(null, own);
    if (running != null) {
      awaitListing(running, subject);
      return true;
    }
    try {
      if (!versions.claim(notFoundNanos)) {
        return false;
      }
      for (int number : list(subject, versions)) {
        if (!versions.byNumber.containsKey(number)) {
          versions.unseen.add(number);
        }
      }
      return true;
    } catch (RuntimeException e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      versions.listing.set(null);
      own.complete(null);
    }
  }

  private void awaitListing(CompletableFuture<Void> listing, Subject subject) {
    try {
      listing.get(lookupNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unlisted(subject, "interrupted", e);
    } catch (TimeoutException e) {
      throw unlisted(subject, "no answer within schema.lookup.timeout.ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SchemaException failure
          ? failure
          : unlisted(subject, "another thread failed to", e);
    }
  }

  private static RegistryUnavailableException unlisted(
      Subject subject, String why, Exception cause) {
    return new RegistryUnavailableException(
        "cannot list the versions of subject " + subject + ": " + why, 0, cause);
  }

  private List<Integer> list(Subject subject, Versions versions) {
    try {
      return UncachedLookups.of(resolver).versions(subject);
    } catch (SchemaNotFoundException e) {
      return List.of(); // there is no such subject, and this is believed for as long as a list
    } catch (RuntimeException e) {
      versions.release();
      throw e;
    }
  }

  /** Fetches the versions that were listed and not seen yet, until one has the fingerprint. */
  private @Nullable RegisteredSchema unseen(Subject subject, Versions versions, long fingerprint) {
    long start = nanoTime.getAsLong();
    for (int number : versions.unseen.descendingSet()) {
      if (nanoTime.getAsLong() - start >= lookupNanos) {
        throw new RegistryUnavailableException(
            "fetching the versions of subject "
                + subject
                + " takes longer than schema.lookup.timeout.ms; those fetched are remembered, and"
                + " the next record goes on",
            0,
            null);
      }
      RegisteredSchema schema = version(subject, versions, number);
      boolean isFound = schema != null && hasFingerprint(versions, schema, fingerprint);
      versions.unseen.remove(number);
      if (isFound) {
        return schema;
      }
    }
    return null;
  }

  /** A version that was listed; null when it is gone meanwhile. */
  private @Nullable RegisteredSchema version(Subject subject, Versions versions, int number) {
    try {
      return resolver.version(new SubjectVersion(subject, number));
    } catch (SchemaNotFoundException e) {
      versions.byNumber.put(number, Boolean.FALSE);
      return null;
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
    } catch (InvalidSchemaException | InvalidReferenceException e) {
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

    /** The versions that were listed, and not fetched yet. */
    private final NavigableSet<Integer> unseen = new ConcurrentSkipListSet<>();

    /** The listing under way; null for none. */
    private final AtomicReference<@Nullable CompletableFuture<Void>> listing =
        new AtomicReference<>();

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
      unseen.clear();
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
