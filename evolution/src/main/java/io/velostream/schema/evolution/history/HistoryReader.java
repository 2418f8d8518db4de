// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.verdict.SchemaVerdicts;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.observe.lineage.LineageReport;
import io.velostream.schema.settings.ReferenceSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the history of a subject from its versions, the audit log and lineage. Immutable
 * and safe for use by many threads.
 */
public final class HistoryReader {

  private final SchemaCatalog catalog;
  private final SchemaVerdicts comparison;
  private final StepDescriber describer;
  private final AuditTrail audit;
  private final @Nullable LineageReport lineage;

  /**
   * Creates a reader.
   *
   * @param catalog has the versions and those that they refer to
   * @param comparison decides the kind of each step
   * @param describer describes the differences of each step
   * @param audit who registered what, and when; {@link AuditTrail#EMPTY} if that is not known
   * @param lineage who uses which schema since when; null if that is not known
   */
  public HistoryReader(
      SchemaCatalog catalog,
      SchemaVerdicts comparison,
      StepDescriber describer,
      AuditTrail audit,
      @Nullable LineageReport lineage) {
    this.catalog = catalog;
    this.comparison = comparison;
    this.describer = describer;
    this.audit = audit;
    this.lineage = lineage;
  }

  /**
   * The history of a subject.
   *
   * @throws SchemaNotFoundException when the catalog does not have the subject
   */
  public SubjectHistory of(Subject subject) {
    var unused = catalog.requireLatest(subject);
    List<HistoryStep> steps = new ArrayList<>();
    @Nullable RegisteredSchema before = null;
    for (RegisteredSchema schema : catalog.versions(subject)) {
      steps.add(step(before, schema));
      before = schema;
    }
    return new SubjectHistory(subject, steps);
  }

  private HistoryStep step(@Nullable RegisteredSchema before, RegisteredSchema schema) {
    @Nullable Verdict verdict = null;
    List<SchemaDifference> differences = List.of();
    if (before != null) {
      try {
        ResolvedSchema older = catalog.resolve(before, ReferenceSettings.DEFAULT);
        ResolvedSchema newer = catalog.resolve(schema, ReferenceSettings.DEFAULT);
        verdict = comparison.compare(older, newer);
        differences = describer.describe(older, newer);
      } catch (InvalidReferenceException | InvalidSchemaException e) {
        verdict = Verdict.unknown(String.valueOf(e.getMessage()));
      }
    }
    Instant registered = firstTime(schema, true);
    Instant used = registered == null ? firstTime(schema, false) : null;
    return new HistoryStep(
        Objects.requireNonNull(schema.subjectVersion(), "version"),
        schema.id(),
        registered == null ? used : registered,
        registered != null ? TimeSource.REGISTERED : used != null ? TimeSource.FIRST_USE : null,
        who(schema),
        verdict,
        differences);
  }

  /** The first time that a schema was registered, or used, as far as that is known. */
  private @Nullable Instant firstTime(RegisteredSchema schema, boolean isRegistration) {
    @Nullable Instant first = null;
    for (AuditTrail.Entry entry : audit.of(subject(schema))) {
      if (entry.action().startsWith("register") == isRegistration
          && isSame(schema, entry.schema(), entry.id())) {
        first = earlier(first, entry.time());
      }
    }
    if (!isRegistration && lineage != null) {
      for (LineageReport.Use use : lineage.uses()) {
        if (subject(schema).equals(use.subject()) && isSame(schema, use.schema(), use.id())) {
          first = earlier(first, use.firstSeen());
        }
      }
    }
    return first;
  }

  private static Instant earlier(@Nullable Instant left, Instant right) {
    return left == null || right.isBefore(left) ? right : left;
  }

  /** The user, or else the client, of the first record of a client that registers. */
  private @Nullable String who(RegisteredSchema schema) {
    for (AuditTrail.Entry entry : audit.of(subject(schema))) {
      if (entry.action().startsWith("register") && isSame(schema, entry.schema(), entry.id())) {
        String author = entry.principal() != null ? entry.principal() : entry.clientId();
        if (author != null) {
          return author;
        }
      }
    }
    return null;
  }

  /** Records name a schema by its version, or only by its id. */
  private static boolean isSame(RegisteredSchema schema, String name, @Nullable Integer id) {
    return name.equals(schema.name())
        || (name.startsWith("id ") && schema.id() != null && schema.id().value() == orMinusOne(id));
  }

  private static int orMinusOne(@Nullable Integer id) {
    return id == null ? -1 : id;
  }

  private static String subject(RegisteredSchema schema) {
    return Objects.requireNonNull(schema.subjectVersion(), "version").subject().qualified();
  }
}
