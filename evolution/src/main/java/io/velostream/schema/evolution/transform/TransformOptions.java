// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import io.velostream.schema.evolution.difference.FieldDifference.LikelyRename;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the user decides about a transformation. Paths are those of the new schema, as {@link Place}
 * describes them; a type that occurs at several places has the path of the first. Immutable; safe
 * for use by many threads if the functions are.
 */
public final class TransformOptions {

  /** No decisions. */
  public static final TransformOptions NONE = new TransformOptions(Map.of(), Map.of());

  private final Map<String, String> renames;
  private final Map<String, UnaryOperator<@Nullable Object>> functions;

  private TransformOptions(
      Map<String, String> renames, Map<String, UnaryOperator<@Nullable Object>> functions) {
    this.renames = Map.copyOf(renames);
    this.functions = Map.copyOf(functions);
  }

  /**
   * These options and one more rename.
   *
   * @param path the path of the field in the new schema
   * @param before the name of the field in the old record
   */
  public TransformOptions withRename(String path, String before) {
    Map<String, String> more = new HashMap<>(renames);
    more.put(Objects.requireNonNull(path, "path"), Objects.requireNonNull(before, "before"));
    return new TransformOptions(more, functions);
  }

  /** These options and all likely renames among some differences, which the user has accepted. */
  public TransformOptions withLikelyRenames(List<SchemaDifference> differences) {
    TransformOptions options = this;
    for (SchemaDifference each : differences) {
      if (each instanceof LikelyRename rename) {
        options = options.withRename(rename.path(), rename.before());
      }
    }
    return options;
  }

  /**
   * These options and one more function, which makes the value at a path.
   *
   * @param path the path in the new schema; empty for the root
   * @param function takes the old value of the place; for a field that the old record does not
   *     have, it takes the old record. It returns the new value: what {@code GenericData} has for
   *     an Avro type, or a {@code JsonNode}. The transformer refuses values that are not valid
   */
  public TransformOptions withFunction(String path, UnaryOperator<@Nullable Object> function) {
    Map<String, UnaryOperator<@Nullable Object>> more = new HashMap<>(functions);
    more.put(Objects.requireNonNull(path, "path"), Objects.requireNonNull(function, "function"));
    return new TransformOptions(renames, more);
  }

  /**
   * These options and one more value for a path, which replaces any other.
   *
   * @param path the path in the new schema
   * @param value the value, as {@link #withFunction} returns it
   */
  public TransformOptions withValue(String path, @Nullable Object value) {
    return withFunction(path, old -> value);
  }

  Map<String, String> renames() {
    return renames;
  }

  Map<String, UnaryOperator<@Nullable Object>> functions() {
    return functions;
  }
}
