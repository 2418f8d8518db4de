// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.comparison.avro.AvroComparison;
import io.velostream.schema.evolution.comparison.avro.AvroOrigins;
import io.velostream.schema.evolution.comparison.json.JsonComparison;
import io.velostream.schema.evolution.comparison.json.JsonDocuments;
import io.velostream.schema.evolution.comparison.walk.Findings;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.ReferenceComparison;
import io.velostream.schema.evolution.comparison.walk.ReferencePaths;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.comparison.walk.Verdicts;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.SchemaDifference.FormatChanged;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.LogicalTypeChanged;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What differs between an old and a new schema, including the schemas that they refer to, and in
 * which direction they are incompatible. Immutable.
 *
 * <p>Each pair of types is compared once, so that recursive schemas end. The severities agree with
 * the comparison of the format: a difference is breaking in a direction only if the format finds an
 * incompatibility in it, and if it finds one, at least one difference is. The exception is a
 * changed unit or scale of an Avro logical type, which Avro does not compare.
 *
 * @param differences references first, then types and fields from the root; empty if nothing
 *     differs
 * @param backward why the new schema cannot read data of the old one; empty if it can
 * @param forward why the old schema cannot read data of the new one; empty if it can
 */
public record SchemaComparison(
    List<SchemaDifference> differences,
    List<Incompatibility> backward,
    List<Incompatibility> forward) {

  private static final ResolvedSchema EMPTY =
      ResolvedSchema.withoutReferences(SchemaDefinition.of(AvroFormat.TYPE, ""));

  public SchemaComparison {
    differences = List.copyOf(differences);
    backward = List.copyOf(backward);
    forward = List.copyOf(forward);
  }

  /** Why one of the schemas cannot read data of the other; empty if it can. */
  public List<Incompatibility> incompatibilities(Direction direction) {
    return switch (direction) {
      case BACKWARD -> backward;
      case FORWARD -> forward;
    };
  }

  /** Whether all data can be read in one direction. */
  public boolean isCompatible(Direction direction) {
    return incompatibilities(direction).isEmpty();
  }

  /**
   * The differences because of which data cannot be read in one direction; empty if all can be
   * read, or if the format alone finds a reason. A changed unit or scale of an Avro logical type is
   * not among them, since the format does not compare it.
   */
  public List<SchemaDifference> breaking(Direction direction) {
    return isCompatible(direction)
        ? List.of()
        : differences.stream()
            .filter(each -> each.severity(direction).isBreaking())
            .filter(each -> !(each instanceof LogicalTypeChanged))
            .toList();
  }

  /**
   * Compares two schemas with their closures. Each text is parsed once.
   *
   * @param before the old schema, Avro or JSON Schema
   * @param after the new schema
   * @throws InvalidSchemaException if a schema does not parse, or is of another language
   * @throws io.velostream.schema.model.InvalidReferenceException if references are not resolved
   */
  public static SchemaComparison of(ResolvedSchema before, ResolvedSchema after) {
    String type = after.definition().type();
    String oldType = before.definition().type();
    if (!type.equals(oldType)) {
      return ofLanguages(oldType, type);
    }
    before.requireComplete();
    after.requireComplete();
    return switch (type) {
      case AvroFormat.TYPE -> ofAvro(before, after);
      case JsonFormat.TYPE -> ofJson(before, after);
      default ->
          throw new InvalidSchemaException(
              "schemas of type " + type + " cannot be compared, only AVRO and JSON");
    };
  }

  /**
   * Compares two Avro schemas.
   *
   * @param before the old schema
   * @param after the new schema
   */
  public static SchemaComparison of(Schema before, Schema after) {
    ReferencePaths none = new ReferencePaths(EMPTY);
    Findings findings = new Findings();
    AvroComparison comparison =
        new AvroComparison(findings, new Position.Trail(none, none), Map.of(), Map.of());
    run(findings, () -> comparison.compare(before, after, Position.ROOT, Scope.ANY));
    return explained(findings, before, after);
  }

  private static SchemaComparison ofLanguages(String before, String after) {
    Effect effect = new Effect(Severity.CRITICAL, Severity.CRITICAL);
    List<Incompatibility> reasons =
        List.of(new Incompatibility("", "one is of type " + after + ", the other of " + before));
    return new SchemaComparison(
        List.of(new FormatChanged(Place.ROOT, effect, before, after)), reasons, reasons);
  }

  private static SchemaComparison ofAvro(ResolvedSchema before, ResolvedSchema after) {
    Schema old = AvroFormat.INSTANCE.parse(before);
    Schema fresh = AvroFormat.INSTANCE.parse(after);
    Findings findings = new Findings();
    AvroComparison comparison =
        new AvroComparison(
            findings,
            Position.Trail.of(before, after),
            AvroOrigins.of(before),
            AvroOrigins.of(after));
    run(
        findings,
        () -> {
          ReferenceComparison.compare(findings, before, after);
          comparison.compare(old, fresh, Position.ROOT, Scope.ANY);
        });
    return explained(findings, old, fresh);
  }

  /** Avro rejects some pairs by an exception, whatever differs, if an alias is ambiguous. */
  private static SchemaComparison explained(Findings findings, Schema before, Schema after) {
    return explained(
        findings,
        Verdicts.of(AvroFormat.INSTANCE, after, before),
        Verdicts.of(AvroFormat.INSTANCE, before, after));
  }

  private static SchemaComparison ofJson(ResolvedSchema before, ResolvedSchema after) {
    JsonSchema old = JsonFormat.INSTANCE.parse(before);
    JsonSchema fresh = JsonFormat.INSTANCE.parse(after);
    List<Incompatibility> backward = Verdicts.of(JsonFormat.INSTANCE, fresh, old);
    List<Incompatibility> forward = Verdicts.of(JsonFormat.INSTANCE, old, fresh);
    Scope scope = Scope.ANY.unbreakable(backward.isEmpty(), forward.isEmpty());
    Findings findings = new Findings();
    JsonComparison comparison =
        new JsonComparison(
            findings,
            Position.Trail.of(before, after),
            new JsonDocuments(old, before),
            new JsonDocuments(fresh, after));
    run(
        findings,
        () -> {
          ReferenceComparison.compare(findings, before, after);
          comparison.compareRoots(scope);
        });
    return explained(findings, backward, forward);
  }

  private static SchemaComparison explained(
      Findings findings, List<Incompatibility> backward, List<Incompatibility> forward) {
    findings.explain(Direction.BACKWARD, backward);
    findings.explain(Direction.FORWARD, forward);
    return new SchemaComparison(findings.all(), backward, forward);
  }

  /** Runs a comparison. One that is too large is reported, as its rest is not known. */
  private static void run(Findings findings, Runnable comparison) {
    try {
      comparison.run();
    } catch (Findings.TooMany e) {
      findings.addNotCompared("the comparison stopped after " + e.getMessage());
    } catch (StackOverflowError e) {
      findings.addNotCompared("the comparison stopped, because the schemas nest too deeply");
    }
  }
}
