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
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.SchemaDifference.FormatChanged;
import io.velostream.schema.evolution.difference.Severity;
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
 * Finds the differences of two schemas, including those inside the schemas that they refer to. No
 * state; safe for many threads.
 *
 * <p>Each pair of types is compared once, so that recursive schemas end. The severities agree with
 * the comparison of the format: a difference is breaking in a direction only if the format finds an
 * incompatibility in it, and if it finds one, at least one difference is. The exception is a
 * changed unit or scale of an Avro logical type, which Avro does not compare.
 */
public final class SchemaDifferences {

  private static final ResolvedSchema EMPTY =
      ResolvedSchema.withoutReferences(SchemaDefinition.of(AvroFormat.TYPE, ""));

  private SchemaDifferences() {}

  /**
   * Compares two schemas with their closures.
   *
   * @param before the old schema, Avro or JSON Schema
   * @param after the new schema
   * @return references first, then types and fields from the root; empty if nothing differs
   * @throws InvalidSchemaException if a schema does not parse, or is of another language
   * @throws io.velostream.schema.model.InvalidReferenceException if references are not resolved
   */
  public static List<SchemaDifference> between(ResolvedSchema before, ResolvedSchema after) {
    String type = after.definition().type();
    String oldType = before.definition().type();
    if (!type.equals(oldType)) {
      Effect effect = new Effect(Severity.CRITICAL, Severity.CRITICAL);
      return List.of(new FormatChanged(Place.ROOT, effect, oldType, type));
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
   * @return types and fields from the root; empty if nothing differs
   */
  public static List<SchemaDifference> between(Schema before, Schema after) {
    ReferencePaths none = new ReferencePaths(EMPTY);
    Findings findings = new Findings();
    AvroComparison comparison =
        new AvroComparison(findings, new Position.Trail(none, none), Map.of(), Map.of());
    compare(findings, () -> comparison.compare(before, after, Position.ROOT, Scope.ANY));
    explain(findings, before, after);
    return findings.all();
  }

  private static List<SchemaDifference> ofAvro(ResolvedSchema before, ResolvedSchema after) {
    Schema old = AvroFormat.INSTANCE.parse(before);
    Schema fresh = AvroFormat.INSTANCE.parse(after);
    Findings findings = new Findings();
    AvroComparison comparison =
        new AvroComparison(
            findings,
            Position.Trail.of(before, after),
            AvroOrigins.of(before),
            AvroOrigins.of(after));
    compare(
        findings,
        () -> {
          ReferenceComparison.compare(findings, before, after);
          comparison.compare(old, fresh, Position.ROOT, Scope.ANY);
        });
    explain(findings, old, fresh);
    return findings.all();
  }

  /** Avro rejects some pairs by an exception, whatever differs, if an alias is ambiguous. */
  private static void explain(Findings findings, Schema before, Schema after) {
    findings.explain(Direction.BACKWARD, AvroFormat.INSTANCE.incompatibilities(after, before));
    findings.explain(Direction.FORWARD, AvroFormat.INSTANCE.incompatibilities(before, after));
  }

  private static List<SchemaDifference> ofJson(ResolvedSchema before, ResolvedSchema after) {
    JsonSchema old = JsonFormat.INSTANCE.parse(before);
    JsonSchema fresh = JsonFormat.INSTANCE.parse(after);
    List<Incompatibility> backward = JsonFormat.INSTANCE.incompatibilities(fresh, old);
    List<Incompatibility> forward = JsonFormat.INSTANCE.incompatibilities(old, fresh);
    Scope scope = Scope.ANY.unbreakable(backward.isEmpty(), forward.isEmpty());
    Findings findings = new Findings();
    JsonComparison comparison =
        new JsonComparison(
            findings,
            Position.Trail.of(before, after),
            new JsonDocuments(old, before),
            new JsonDocuments(fresh, after));
    compare(
        findings,
        () -> {
          ReferenceComparison.compare(findings, before, after);
          comparison.compareRoots(scope);
        });
    findings.explain(Direction.BACKWARD, backward);
    findings.explain(Direction.FORWARD, forward);
    return findings.all();
  }

  /** Runs a comparison. One that is too large is reported, as its rest is not known. */
  private static void compare(Findings findings, Runnable comparison) {
    try {
      comparison.run();
    } catch (Findings.TooMany e) {
      findings.addNotCompared("the comparison stopped after " + e.getMessage());
    } catch (StackOverflowError e) {
      findings.addNotCompared("the comparison stopped, because the schemas nest too deeply");
    }
  }
}
