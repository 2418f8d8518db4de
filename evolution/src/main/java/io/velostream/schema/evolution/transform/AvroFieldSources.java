// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.transform.AvroRecordConverter.Source;
import io.velostream.schema.evolution.transform.AvroTransformation.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Finds for each field of a new record where its value comes from. */
final class AvroFieldSources {

  private final AvroTransformation transformation;
  private final Conversions conversions;
  private final GenericData data;

  AvroFieldSources(AvroTransformation transformation, Conversions conversions, GenericData data) {
    this.transformation = transformation;
    this.conversions = conversions;
    this.data = data;
  }

  List<Source> compile(Writer writer, Schema after, Place place) {
    List<Source> sources = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    boolean isResolved = AvroTransformation.resolved(writer, after) != null;
    for (Schema.Field field : after.getFields()) {
      Place at = place.field(field.name());
      Schema.Field old = origin(writer, field, at, isResolved);
      if (old == null) {
        sources.add(added(field, at));
      } else {
        used.add(old.pos());
        sources.add(kept(writer, old.pos(), field, at));
      }
    }
    for (Schema.Field old : writer.old().getFields()) {
      if (!used.contains(old.pos())) {
        conversions.add(
            place.field(old.name()).path(), ConversionKind.DROPPED, "the field is left out");
      }
    }
    return sources;
  }

  /** The old field, by a rename of the user, by name, or by alias; null if there is none. */
  private Schema.@Nullable Field origin(
      Writer writer, Schema.Field field, Place at, boolean isResolved) {
    String accepted = conversions.renamed(at.path());
    if (accepted != null) {
      Schema.Field old = writer.old().getField(accepted);
      if (old == null) {
        throw new IllegalArgumentException(
            "a rename of '"
                + accepted
                + "' to "
                + at
                + " was given, but the old record "
                + writer.old().getFullName()
                + " has no such field");
      }
      conversions.add(at.path(), ConversionKind.RENAMED, "renamed from '" + accepted + "'");
      return old;
    }
    Schema.Field aliased = writer.aliased().getField(field.name());
    Schema.Field old = aliased == null && !isResolved ? byAlias(writer.old(), field) : aliased;
    if (old != null && !writer.old().getFields().get(old.pos()).name().equals(field.name())) {
      conversions.add(
          at.path(),
          ConversionKind.RENAMED,
          "renamed from '" + writer.old().getFields().get(old.pos()).name() + "', by an alias");
    }
    return old;
  }

  /** Avro applies aliases of fields only to records whose full names match. */
  private static Schema.@Nullable Field byAlias(Schema before, Schema.Field field) {
    Schema.Field named = before.getField(field.name());
    if (named != null) {
      return named;
    }
    for (String alias : field.aliases()) {
      Schema.Field old = before.getField(alias);
      if (old != null) {
        return old;
      }
    }
    return null;
  }

  private Source kept(Writer writer, int position, Schema.Field field, Place at) {
    Supplier<@Nullable Object> fallback =
        field.hasDefaultValue() && isDefaultValid(field) ? defaultOf(field) : null;
    AvroConverter converter =
        transformation.compile(writer.field(position), field.schema(), at, fallback);
    return old -> converter.convert(old.get(position));
  }

  private Source added(Schema.Field field, Place at) {
    UnaryOperator<@Nullable Object> function = conversions.function(at.path());
    if (function != null) {
      AvroConverter supplied = transformation.supplied(function, field.schema(), at.path());
      return supplied::convert;
    }
    if (field.hasDefaultValue() && isDefaultValid(field)) {
      Supplier<@Nullable Object> value = defaultOf(field);
      conversions.add(at.path(), ConversionKind.SUPPLIED, "the field is added with its default");
      return old -> value.get();
    }
    String reason =
        "the field is new, of type "
            + AvroScalars.name(field.schema())
            + (field.hasDefaultValue()
                ? ", and its default is not valid; correct it, or"
                : ", and has no default;")
            + " give a value, a function or a rename for this path";
    conversions.add(at.path(), ConversionKind.IMPOSSIBLE, reason);
    return old -> {
      throw new ConversionException(at.path(), reason, null);
    };
  }

  /** Parsers accept defaults that are no value of the type, as a text that is no symbol. */
  private boolean isDefaultValid(Schema.Field field) {
    try {
      return data.validate(field.schema(), data.getDefaultValue(field));
    } catch (AvroRuntimeException e) {
      return false;
    }
  }

  /** A copy for each record, as values may be mutable. */
  private Supplier<@Nullable Object> defaultOf(Schema.Field field) {
    return () -> data.deepCopy(field.schema(), data.getDefaultValue(field));
  }
}
