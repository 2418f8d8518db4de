// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SubjectRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schemas of a registry: all versions of matching subjects, and all schemas that these
 * refer to, directly and transitively, softly deleted ones too.
 *
 * <p>The cost is one request for the subjects, one for each subject, and one for each version.
 * Requests are sent in parallel, a limited number at a time. Safe for use by many threads.
 */
public final class RegistryCatalog {

  private static final int PARALLEL_REQUESTS = 32;

  private final RegistryClient registry;
  private final Duration timeout;

  /**
   * Creates a reader.
   *
   * @param registry the client of the registry, which is not closed by this class
   * @param timeout the maximum wait for each answer
   */
  public RegistryCatalog(RegistryClient registry, Duration timeout) {
    this.registry = registry;
    this.timeout = timeout;
  }

  /**
   * Reads the versions of subjects. A subject or version that is deleted meanwhile is left out, as
   * is a target of a reference that the registry does not have.
   *
   * @param pattern which subjects are read; {@link SubjectPattern#ALL} is needed to find everything
   *     that depends on a schema
   * @throws SchemaException when the registry is unavailable or rejects a request
   */
  public SchemaCatalog read(SubjectPattern pattern) {
    List<Subject> subjects =
        RegistryClient.await(
                registry.send(
                    SubjectRequests.subjects(pattern.literalPrefix(), 0, SubjectRequests.NO_LIMIT),
                    timeout),
                "list the subjects that match " + pattern,
                timeout)
            .stream()
            .filter(pattern::matches)
            .toList();
    List<SubjectVersion> versions = new ArrayList<>();
    answers(subjects, SubjectRequests::versions)
        .forEach(
            (subject, numbers) ->
                numbers.forEach(number -> versions.add(new SubjectVersion(subject, number))));
    Map<SubjectVersion, RegisteredSchema> found = new LinkedHashMap<>();
    answers(versions, SubjectRequests::version).forEach((at, schema) -> add(found, at, schema));
    addTargets(found);
    return SchemaCatalog.of(found.values());
  }

  /** Adds the targets of references, level by level, until there are no new ones. */
  private void addTargets(Map<SubjectVersion, RegisteredSchema> found) {
    Set<SubjectVersion> requested = new LinkedHashSet<>(found.keySet());
    Set<Subject> followed = new LinkedHashSet<>();
    found.keySet().forEach(at -> followed.add(at.subject()));
    Collection<RegisteredSchema> level = List.copyOf(found.values());
    while (!level.isEmpty()) {
      List<SubjectVersion> pinned = new ArrayList<>();
      List<Subject> newest = new ArrayList<>();
      for (RegisteredSchema schema : level) {
        for (SchemaReference reference : schema.definition().references()) {
          Subject subject = subject(schema, reference);
          if (subject != null && reference.followsLatest() && followed.add(subject)) {
            newest.add(subject);
          } else if (subject != null && reference.version() >= 1) {
            SubjectVersion target = new SubjectVersion(subject, reference.version());
            if (requested.add(target)) {
              pinned.add(target);
            }
          }
        }
      }
      List<RegisteredSchema> added = new ArrayList<>();
      answers(pinned, SubjectRequests::versionWithDeleted)
          .forEach((at, schema) -> added.add(add(found, at, schema)));
      answers(newest, SubjectRequests::latest)
          .forEach(
              (subject, schema) -> {
                SubjectVersion at = schema.subjectVersion();
                if (at != null && requested.add(at)) {
                  added.add(add(found, at, schema));
                }
              });
      level = added;
    }
  }

  private static @Nullable Subject subject(RegisteredSchema schema, SchemaReference reference) {
    try {
      return Subject.parse(reference.subject(), schema.context());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static RegisteredSchema add(
      Map<SubjectVersion, RegisteredSchema> found, SubjectVersion at, RegisteredSchema schema) {
    RegisteredSchema placed =
        new RegisteredSchema(
            at.subject().context(), schema.id(), schema.guid(), at, schema.definition());
    found.put(at, placed);
    return placed;
  }

  /** Sends a request for each key, and returns the answers of those that the registry has. */
  private <K, T> Map<K, T> answers(List<K> keys, Function<K, RegistryRequest<T>> request) {
    Map<K, T> answers = new LinkedHashMap<>();
    for (int start = 0; start < keys.size(); start += PARALLEL_REQUESTS) {
      Map<K, CompletableFuture<T>> sent = new LinkedHashMap<>();
      for (K key : keys.subList(start, Math.min(keys.size(), start + PARALLEL_REQUESTS))) {
        sent.put(key, registry.send(request.apply(key), timeout));
      }
      sent.forEach(
          (key, answer) -> {
            try {
              answers.put(key, RegistryClient.await(answer, "read " + key, timeout));
            } catch (SchemaNotFoundException e) {
              // deleted meanwhile, or a reference to a schema that does not exist
            }
          });
    }
    return answers;
  }
}
