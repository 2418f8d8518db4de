// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.comparison.walk.Findings;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.AnnotationDifference.AliasesChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.AttributeChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.DocChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.OrderChanged;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.EnumDefaultChanged;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsAdded;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsRemoved;
import io.velostream.schema.evolution.difference.TypeDifference.LogicalTypeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.SizeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypePromoted;
import io.velostream.schema.evolution.difference.TypeDifference.TypeRenamed;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.jspecify.annotations.Nullable;

/**
 * Compares two Avro schemas part by part. The effects follow Avro's {@link SchemaCompatibility}: a
 * reader cannot read a writer's data exactly if a difference is breaking in that direction. The one
 * exception are logical types, which Avro does not compare.
 */
public final class AvroComparison {

  final Findings findings;
  private final Position.Trail trail;
  private final Map<String, SubjectVersion> oldOrigins;
  private final Map<String, SubjectVersion> newOrigins;

  /** The pairs of named types so far, by name: parsers may copy a type that is referenced twice. */
  private final Set<Pair> compared = new HashSet<>();

  private record Pair(String before, String after, Scope scope) {}

  /**
   * Creates a comparison.
   *
   * @param findings where differences are added
   * @param trail the references of both schemas
   * @param oldOrigins the texts that define named types of the old schema; the root if not listed
   * @param newOrigins the same for the new schema
   */
  public AvroComparison(
      Findings findings,
      Position.Trail trail,
      Map<String, SubjectVersion> oldOrigins,
      Map<String, SubjectVersion> newOrigins) {
    this.findings = findings;
    this.trail = trail;
    this.oldOrigins = oldOrigins;
    this.newOrigins = newOrigins;
  }

  static boolean reads(Schema reader, Schema writer) {
    return AvroFormat.INSTANCE.incompatibilities(reader, writer).isEmpty();
  }

  @SuppressWarnings("ReferenceEquality") // a shortcut: the same object does not differ from itself
  public void compare(Schema before, Schema after, Position from, Scope scope) {
    if (before == after) {
      return;
    }
    findings.spend();
    Schema.Type type = after.getType();
    if (before.getType() == Schema.Type.UNION || type == Schema.Type.UNION) {
      new AvroUnions(this, before, after).compare(from, scope);
    } else if (before.getType() != type) {
      compareTypes(before, after, from, scope);
    } else {
      switch (type) {
        case RECORD, ENUM, FIXED -> compareNamed(before, after, from, scope);
        case ARRAY ->
            compare(before.getElementType(), after.getElementType(), from.part("[]"), scope);
        case MAP -> compare(before.getValueType(), after.getValueType(), from.part("{}"), scope);
        default -> {}
      }
      compareLogicalTypes(before, after, from.place(), scope);
      compareAttributes(before, after, from.place(), scope);
    }
  }

  private void compareTypes(Schema before, Schema after, Position from, Scope scope) {
    boolean isWider = reads(after, before);
    boolean isNarrower = reads(before, after);
    Effect effect = scope.breaking(!isWider, !isNarrower, Severity.CRITICAL);
    String old = AvroTexts.type(before);
    String fresh = AvroTexts.type(after);
    findings.add(
        isWider || isNarrower
            ? new TypePromoted(from.place(), effect, old, fresh)
            : new TypeChanged(from.place(), effect, old, fresh));
  }

  private void compareNamed(Schema before, Schema after, Position from, Scope scope) {
    if (!compared.add(new Pair(before.getFullName(), after.getFullName(), scope))) {
      return;
    }
    Position position =
        trail.enter(
            from, oldOrigins.get(before.getFullName()), newOrigins.get(after.getFullName()));
    Place place = position.place();
    if (!before.getFullName().equals(after.getFullName())) {
      boolean isBackward = SchemaCompatibility.schemaNameEquals(after, before);
      boolean isForward = SchemaCompatibility.schemaNameEquals(before, after);
      findings.add(
          new TypeRenamed(
              place,
              scope.breaking(!isBackward, !isForward, Severity.CRITICAL),
              before.getFullName(),
              after.getFullName(),
              isBackward || isForward));
    }
    compareDocs(before.getDoc(), after.getDoc(), place, scope);
    compareAliases(before.getAliases(), after.getAliases(), place, scope);
    switch (after.getType()) {
      case RECORD -> new AvroFields(this, before, after, position, scope).compare();
      case ENUM -> compareSymbols(before, after, place, scope);
      default -> compareSizes(before, after, place, scope);
    }
  }

  private void compareSizes(Schema before, Schema after, Place place, Scope scope) {
    if (before.getFixedSize() != after.getFixedSize()) {
      findings.add(
          new SizeChanged(
              place, scope.both(Severity.CRITICAL), before.getFixedSize(), after.getFixedSize()));
    }
  }

  private void compareSymbols(Schema before, Schema after, Place place, Scope scope) {
    String oldDefault = before.getEnumDefault();
    String newDefault = after.getEnumDefault();
    List<String> added = minus(after.getEnumSymbols(), before.getEnumSymbols());
    List<String> removed = minus(before.getEnumSymbols(), after.getEnumSymbols());
    if (!added.isEmpty()) {
      Severity severity = oldDefault == null ? Severity.ERROR : Severity.WARNING;
      findings.add(new EnumSymbolsAdded(place, scope.effect(Severity.INFO, severity), added));
    }
    if (!removed.isEmpty()) {
      Severity severity = newDefault == null ? Severity.ERROR : Severity.WARNING;
      findings.add(new EnumSymbolsRemoved(place, scope.effect(severity, Severity.INFO), removed));
    }
    if (!Objects.equals(oldDefault, newDefault)) {
      Severity severity = oldDefault == null ? Severity.INFO : Severity.WARNING;
      findings.add(
          new EnumDefaultChanged(
              place, scope.effect(severity, Severity.INFO), oldDefault, newDefault));
    }
    compareOrder("symbols", before.getEnumSymbols(), after.getEnumSymbols(), place, scope);
  }

  /** Reports when the common parts of two lists are in another order. */
  void compareOrder(
      String parts, List<String> before, List<String> after, Place place, Scope scope) {
    List<String> old = new ArrayList<>(new LinkedHashSet<>(before));
    old.retainAll(Set.copyOf(after));
    List<String> fresh = new ArrayList<>(new LinkedHashSet<>(after));
    fresh.retainAll(Set.copyOf(before));
    if (!old.equals(fresh)) {
      findings.add(new OrderChanged(place, scope.both(Severity.INFO), parts, old, fresh));
    }
  }

  void compareDocs(@Nullable String before, @Nullable String after, Place place, Scope scope) {
    if (!Objects.equals(before, after)) {
      findings.add(new DocChanged(place, scope.both(Severity.INFO), "doc", before, after));
    }
  }

  /** An alias that is missing now matters to data that was written by the old name. */
  void compareAliases(Set<String> before, Set<String> after, Place place, Scope scope) {
    if (!before.equals(after)) {
      List<String> removed = minus(before, after);
      Severity severity = removed.isEmpty() ? Severity.INFO : Severity.WARNING;
      findings.add(
          new AliasesChanged(
              place, scope.effect(severity, Severity.INFO), minus(after, before), removed));
    }
  }

  private void compareLogicalTypes(Schema before, Schema after, Place place, Scope scope) {
    String old = AvroTexts.logicalType(before);
    String fresh = AvroTexts.logicalType(after);
    if (!Objects.equals(old, fresh)) {
      boolean isOther = old != null && fresh != null && !isSameScale(before, after, old, fresh);
      findings.add(
          new LogicalTypeChanged(
              place, scope.both(isOther ? Severity.ERROR : Severity.WARNING), old, fresh));
    }
  }

  /** Whether only the precision of a decimal differs, so that values keep their meaning. */
  private static boolean isSameScale(Schema before, Schema after, String old, String fresh) {
    return old.startsWith("decimal(")
        && fresh.startsWith("decimal(")
        && Objects.equals(before.getObjectProp("scale"), after.getObjectProp("scale"));
  }

  private void compareAttributes(Schema before, Schema after, Place place, Scope scope) {
    for (String name : names(before, after)) {
      if (!AvroTexts.isOfLogicalType(before, name) && !AvroTexts.isOfLogicalType(after, name)) {
        compareAttribute(name, before, after, place, scope);
      }
    }
    if (after.getType() == Schema.Type.RECORD && before.isError() != after.isError()) {
      findings.add(
          new AttributeChanged(
              place,
              scope.both(Severity.INFO),
              "type",
              before.isError() ? "error" : "record",
              after.isError() ? "error" : "record"));
    }
  }

  void compareAttributes(JsonProperties before, JsonProperties after, Place place, Scope scope) {
    names(before, after).forEach(name -> compareAttribute(name, before, after, place, scope));
  }

  private static Set<String> names(JsonProperties before, JsonProperties after) {
    Map<String, Object> old = before.getObjectProps();
    Map<String, Object> fresh = after.getObjectProps();
    if (old.isEmpty() && fresh.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(fresh.keySet());
    return names;
  }

  private void compareAttribute(
      String name, JsonProperties before, JsonProperties after, Place place, Scope scope) {
    String old = attribute(before, name);
    String fresh = attribute(after, name);
    if (!Objects.equals(old, fresh)) {
      findings.add(new AttributeChanged(place, scope.both(Severity.INFO), name, old, fresh));
    }
  }

  private static @Nullable String attribute(JsonProperties holder, String name) {
    Object value = holder.getObjectProp(name);
    return value == null ? null : AvroTexts.json(value);
  }

  private static List<String> minus(Collection<String> all, Collection<String> others) {
    Set<String> known = Set.copyOf(others);
    return all.stream().filter(each -> !known.contains(each)).toList();
  }
}
