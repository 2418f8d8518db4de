// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.GenericWriter;
import io.velostream.schema.avro.model.GenericModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How the fields of two versions of a record match: by name, else by the aliases of the one or the
 * other. Immutable.
 *
 * @param targets the fields of the version that is written
 * @param unmatched the fields of the value that it does not have
 */
record VersionFields(List<Target> targets, List<Unmatched> unmatched) {

  private static final byte[] NO_FRAME = {};

  /** A field of the value. */
  record Source(int position, Schema schema) {}

  /**
   * A field of the version.
   *
   * @param name its name in the value, or else in the version
   * @param source null if the value does not have it
   * @param substitute its default, or else null
   * @param hasSubstitute whether it has a default, or may be null
   */
  record Target(
      int position,
      String name,
      Schema schema,
      @Nullable Source source,
      @Nullable Object substitute,
      boolean hasSubstitute) {}

  /**
   * A field of the value that the version does not have.
   *
   * @param usual its default as values have it, or else null
   */
  record Unmatched(int position, String name, @Nullable Object usual) {

    /** Whether the value is the default, or null in a field without one: nothing is lost. */
    boolean isNothing(@Nullable Object value) {
      return Objects.equals(value, usual);
    }
  }

  static VersionFields of(Schema from, Schema to) {
    Set<String> taken = new HashSet<>();
    for (Schema.Field field : to.getFields()) {
      if (from.getField(field.name()) != null) {
        taken.add(field.name());
      }
    }
    List<Target> targets = new ArrayList<>();
    for (Schema.Field field : to.getFields()) {
      Schema.Field same = from.getField(field.name());
      Schema.Field source = same != null ? same : renamed(from, field, taken);
      if (source != null) {
        taken.add(source.name());
      }
      targets.add(target(field, source));
    }
    List<Unmatched> unmatched = new ArrayList<>();
    for (Schema.Field field : from.getFields()) {
      if (!taken.contains(field.name())) {
        unmatched.add(new Unmatched(field.pos(), field.name(), usual(field)));
      }
    }
    return new VersionFields(List.copyOf(targets), List.copyOf(unmatched));
  }

  private static Schema.@Nullable Field renamed(
      Schema from, Schema.Field field, Set<String> taken) {
    for (String alias : field.aliases()) {
      Schema.Field source = from.getField(alias);
      if (source != null && !taken.contains(alias)) {
        return source;
      }
    }
    for (Schema.Field source : from.getFields()) {
      if (source.aliases().contains(field.name()) && !taken.contains(source.name())) {
        return source;
      }
    }
    return null;
  }

  private static Target target(Schema.Field field, Schema.@Nullable Field source) {
    return new Target(
        field.pos(),
        source == null ? field.name() : source.name(),
        field.schema(),
        source == null ? null : new Source(source.pos(), source.schema()),
        field.hasDefaultValue() ? defaultOf(field) : null,
        field.hasDefaultValue() || admitsNull(field.schema()));
  }

  private static boolean admitsNull(Schema schema) {
    return schema.isNullable();
  }

  private static @Nullable Object defaultOf(Schema.Field field) {
    return field.defaultVal() == JsonProperties.NULL_VALUE
        ? null
        : GenericData.get().getDefaultValue(field);
  }

  /** The default in the form in which values are decoded, so that both can be compared. */
  private static @Nullable Object usual(Schema.Field field) {
    Object value = field.hasDefaultValue() ? defaultOf(field) : null;
    if (value == null) {
      return null;
    }
    byte[] bytes =
        new AvroEncoder(new GenericWriter(field.schema(), new GenericModel(List.of())))
            .encode(value, NO_FRAME);
    // A record of one field: texts and bytes alone are decoded otherwise than in a record.
    Schema holder = Schema.createRecord("Holder", null, "io.velostream.schema.rollout", false);
    holder.setFields(List.of(new Schema.Field("value", field.schema())));
    Object read = AvroCodec.generic().decoder(holder, holder).decode(bytes, 0, bytes.length);
    return ((IndexedRecord) Objects.requireNonNull(read)).get(0);
  }
}
