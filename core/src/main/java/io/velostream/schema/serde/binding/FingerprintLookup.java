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
 * Finds the version of a subject whose schema has a fingerprint. Registries have no request for
 * that. So the versions are fetched, the newest first, until one matches, soft-deleted ones
 * included. If several versions match, the newest is returned; they have the same encoding.
 *
 * <p>The fingerprints of fetched versions are cached. An unknown fingerprint causes the versions to
 * be listed again, but for one subject at most once in the time to live of "not found". So the cost
 * of unknown fingerprints is bounded, and none of them is cached. Safe for use by many threads.
 *
 * @param <S> the format's parsed schema
 */
final class FingerprintLookup<S> {

  private static final int NOT_FOUND = 40403;

  private final SchemaResolver resolver;
  private final SchemaParser<S> schemas;
  private final LongSupplier nanoTime;
  private final long notFoundNanos;
  private final long lookupNanos;
  private final Map<Subject, Versions> subjects = new ConcurrentHashMap<>();

  /**
   * Creates an empty cache.
   *
   * @param notFoundNanos the time to live of "not found"
   * @param lookupNanos the maximum time of one lookup
   */
  FingerprintLookup(
      SchemaResolver resolver,
      SchemaParser<S> schemas,
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
   * @throws io.velostream.schema.model.SchemaException when a request fails
   */
  RegisteredSchema find(Subject subject, long fingerprint) {
    Versions versions = subjects.computeIfAbsent(subject, key -> new Versions(nanoTime));
    RegisteredSchema known = findRemembered(subject, versions, fingerprint);
    if (known != null) {
      return known;
    }
    RegisteredSchema latest = latest(subject);
    if (latest != null && hasFingerprint(versions, latest, fingerprint)) {
      return latest;
    }
    RegisteredSchema found = searchUnseen(subject, versions, fingerprint);
    if (found == null && relist(subject, versions)) {
      found = searchUnseen(subject, versions, fingerprint);
    }
    if (found == null) { // another thread may have found it
      found = findRemembered(subject, versions, fingerprint);
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

  /** The newest version; null if all are deleted. */
  private @Nullable RegisteredSchema latest(Subject subject) {
    try {
      return resolver.latest(subject);
    } catch (SchemaNotFoundException e) {
      return null;
    }
  }

  /** The cached version, if it still has the fingerprint; the subject may have been recreated. */
  private @Nullable RegisteredSchema findRemembered(
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
      // the subject was recreated with fewer versions
    }
    versions.clear();
    return null;
  }

  /**
   * Lists the versions, or waits for another thread that does; false if they were listed recently.
   */
  private boolean relist(Subject subject, Versions versions) {
    CompletableFuture<Void> started = new CompletableFuture<>();
    CompletableFuture<Void> running = versions.listing.compareAndExchange(null, started);
    if (running != null) {
      awaitListing(running, subject);
      return true;
    }
    try {
      if (!versions.claimListing(notFoundNanos)) {
        return false;
      }
      for (int number : list(subject, versions)) {
        if (!versions.byNumber.containsKey(number)) {
          versions.unseen.add(number);
        }
      }
      return true;
    } catch (RuntimeException e) {
      started.completeExceptionally(e);
      throw e;
    } finally {
      versions.listing.set(null);
      started.complete(null);
    }
  }

  private void awaitListing(CompletableFuture<Void> listing, Subject subject) {
    try {
      listing.get(lookupNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw listingFailed(subject, "interrupted", e);
    } catch (TimeoutException e) {
      throw listingFailed(subject, "no answer within schema.lookup.timeout.ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SchemaException failure
          ? failure
          : listingFailed(subject, "another thread failed to", e);
    }
  }

  private static RegistryUnavailableException listingFailed(
      Subject subject, String why, Exception cause) {
    return new RegistryUnavailableException(
        "cannot list the versions of subject " + subject + ": " + why, 0, cause);
  }

  private List<Integer> list(Subject subject, Versions versions) {
    try {
      return UncachedLookups.of(resolver).versions(subject);
    } catch (SchemaNotFoundException e) {
      return List.of(); // an unknown subject is cached like a list
    } catch (RuntimeException e) {
      versions.allowListing();
      throw e;
    }
  }

  /** Fetches the versions that were listed and not fetched yet, until one has the fingerprint. */
  private @Nullable RegisteredSchema searchUnseen(
      Subject subject, Versions versions, long fingerprint) {
    long start = nanoTime.getAsLong();
    for (int number : versions.unseen.descendingSet()) {
      if (nanoTime.getAsLong() - start >= lookupNanos) {
        throw new RegistryUnavailableException(
            "fetching the versions of subject "
                + subject
                + " takes longer than schema.lookup.timeout.ms; those fetched are remembered, and"
                + " the next record continues",
            0,
            null);
      }
      RegisteredSchema schema = fetchVersion(subject, versions, number);
      boolean isFound = schema != null && hasFingerprint(versions, schema, fingerprint);
      versions.unseen.remove(number);
      if (isFound) {
        return schema;
      }
    }
    return null;
  }

  /** Fetches a listed version; null if it no longer exists. */
  private @Nullable RegisteredSchema fetchVersion(Subject subject, Versions versions, int number) {
    try {
      return resolver.version(new SubjectVersion(subject, number));
    } catch (SchemaNotFoundException e) {
      versions.byNumber.put(number, Boolean.FALSE);
      return null;
    }
  }

  /** Caches and compares the fingerprint of a version; a version that does not parse has none. */
  private boolean hasFingerprint(Versions versions, RegisteredSchema schema, long fingerprint) {
    SubjectVersion subjectVersion = schema.subjectVersion();
    if (subjectVersion == null) {
      return false;
    }
    try {
      long computed = schemas.format().fingerprint(schemas.parse(schema));
      versions.remember(subjectVersion.version(), computed);
      return computed == fingerprint;
    } catch (InvalidSchemaException | InvalidReferenceException e) {
      versions.byNumber.put(subjectVersion.version(), Boolean.FALSE);
      return false;
    }
  }

  /** The cached versions of one subject. */
  private static final class Versions {

    private final LongSupplier nanoTime;
    private final Map<Long, Integer> byFingerprint = new ConcurrentHashMap<>();

    /** Every version that was fetched, and whether it has a fingerprint. */
    private final Map<Integer, Boolean> byNumber = new ConcurrentHashMap<>();

    /** The versions that were listed, and not fetched yet. */
    private final NavigableSet<Integer> unseen = new ConcurrentSkipListSet<>();

    /** The listing in flight; null if there is none. */
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

    void clear() {
      byFingerprint.clear();
      byNumber.clear();
      unseen.clear();
      allowListing();
    }

    /** Claims the right to list the versions, which is granted once in the given time. */
    boolean claimListing(long nanos) {
      long now = nanoTime.getAsLong();
      long next = nextListing.get();
      return now - next >= 0 && nextListing.compareAndSet(next, now + nanos);
    }

    void allowListing() {
      nextListing.set(nanoTime.getAsLong());
    }
  }
}
