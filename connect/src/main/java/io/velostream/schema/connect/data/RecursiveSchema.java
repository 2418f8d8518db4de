// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A struct within itself: a schema that has the fields of a struct which is still being made. Two
 * are equal if names and fields have equal names, which ends comparisons. Immutable once {@link
 * #complete} was called, which is done before anyone else sees it.
 */
public final class RecursiveSchema implements Schema {

  private final @Nullable String name;
  private final boolean isOptional;
  private @Nullable Schema target;

  /**
   * Creates a schema.
   *
   * @param name the name of the struct; null if it has none
   */
  public RecursiveSchema(@Nullable String name, boolean isOptional) {
    this.name = name;
    this.isOptional = isOptional;
  }

  /** Sets the struct. */
  public void complete(Schema struct) {
    target = struct;
  }

  private Schema target() {
    return Objects.requireNonNull(target, "the struct is still being made");
  }

  @Override
  public Type type() {
    return Type.STRUCT;
  }

  @Override
  public boolean isOptional() {
    return isOptional;
  }

  @Override
  public @Nullable Object defaultValue() {
    return null;
  }

  @Override
  public @Nullable String name() {
    return name;
  }

  @Override
  public @Nullable Integer version() {
    return target().version();
  }

  @Override
  public @Nullable String doc() {
    return target().doc();
  }

  @Override
  public @Nullable Map<String, String> parameters() {
    return target().parameters();
  }

  @Override
  public Schema keySchema() {
    return target().keySchema();
  }

  @Override
  public Schema valueSchema() {
    return target().valueSchema();
  }

  @Override
  public List<Field> fields() {
    return target().fields();
  }

  @Override
  public Field field(String fieldName) {
    return target().field(fieldName);
  }

  @Override
  public Schema schema() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof RecursiveSchema that
            && isOptional == that.isOptional
            && Objects.equals(name, that.name)
            && names().equals(that.names()));
  }

  private List<String> names() {
    return fields().stream().map(Field::name).toList();
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(name);
  }

  @Override
  public String toString() {
    return "Schema{" + name + ":STRUCT}";
  }
}
