// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Schemas in memory. Questions wait until the test lets a wave of answers go out. */
public final class Schemas {

  private final Map<SubjectVersion, RegisteredSchema> all = new HashMap<>();
  public final List<String> asked = new ArrayList<>();
  private final List<Runnable> pending = new ArrayList<>();
  private int waves;
  public ReferenceSettings limits = ReferenceSettings.DEFAULT;
  public RuntimeException failure;

  public RegisteredSchema put(String subject, int version, String... targets) {
    List<SchemaReference> references = new ArrayList<>();
    for (String target : targets) {
      int colon = target.lastIndexOf(':');
      references.add(
          new SchemaReference(
              "type." + target.substring(0, colon),
              target.substring(0, colon),
              Integer.parseInt(target.substring(colon + 1))));
    }
    return put(subject, version, subject + version, references);
  }

  public RegisteredSchema put(
      String subject, int version, String text, List<SchemaReference> references) {
    Subject parsed = Subject.parse(subject);
    SubjectVersion at = new SubjectVersion(parsed, version);
    RegisteredSchema schema =
        new RegisteredSchema(
            parsed.context(),
            new SchemaId(parsed.context(), all.size() + 1),
            null,
            at,
            new SchemaDefinition("TEXT", text, references, null, null));
    all.put(at, schema);
    return schema;
  }

  public RegisteredSchema get(String subject, int version) {
    return all.get(new SubjectVersion(Subject.parse(subject), version));
  }

  public int waves() {
    return waves;
  }

  public ResolvedSchema resolve(RegisteredSchema root) {
    CompletableFuture<ResolvedSchema> resolved =
        new ReferenceResolver(this::answerLater, limits).resolve(root);
    while (!pending.isEmpty()) {
      waves++;
      List<Runnable> wave = List.copyOf(pending);
      pending.clear();
      wave.forEach(Runnable::run);
    }
    try {
      return resolved.join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private CompletableFuture<RegisteredSchema> answerLater(Subject subject, int version) {
    CompletableFuture<RegisteredSchema> later = new CompletableFuture<>();
    pending.add(
        () ->
            answerAtOnce(subject, version)
                .whenComplete(
                    (schema, e) -> {
                      if (e != null) {
                        later.completeExceptionally(e);
                      } else {
                        later.complete(schema);
                      }
                    }));
    return later;
  }

  public CompletableFuture<RegisteredSchema> answerAtOnce(Subject subject, int version) {
    asked.add(subject + ":" + version);
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    RegisteredSchema schema =
        version == SchemaReference.LATEST
            ? all.get(
                all.keySet().stream()
                    .filter(at -> at.subject().equals(subject))
                    .max((one, other) -> one.version() - other.version())
                    .orElseThrow())
            : all.get(new SubjectVersion(subject, version));
    return schema == null
        ? CompletableFuture.failedFuture(
            new SchemaNotFoundException("no " + subject + ":" + version, 40402, null))
        : CompletableFuture.completedFuture(schema);
  }
}
