// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.ResolvedSchema;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Transforms JSON values of one schema into values of another. Each result is validated by the new
 * schema. What is valid already is kept: a property that is not required is not filled with its
 * default, and a number that may be an integer stays as it is.
 *
 * <p>Texts, numbers and booleans are converted to each other; a listed value or a constant is found
 * by how it is written, and never replaces another value; null becomes the default, or is left out
 * where the property is not required; properties that the new schema forbids are left out; of
 * {@code anyOf} and {@code oneOf}, the branch is taken that admits the value, or else the one that
 * changes the least, the first of equals. A branch that leaves out properties is taken only if the
 * new schema removes them by their names, as {@link #conversions()} then says.
 *
 * <p>It is a {@code ValueMapper} of Kafka Streams by its method {@link #apply}: {@code
 * stream.mapValues(transformer::apply)}. Immutable; safe for use by many threads if the functions
 * of the options are.
 */
public final class JsonTransformer implements UnaryOperator<JsonNode> {

  private final JsonTarget target;
  private final JsonConverter converter;
  private final JsonTransformation transformation;
  private final List<Conversion> conversions;

  private JsonTransformer(ResolvedSchema before, ResolvedSchema after, TransformOptions options) {
    Conversions found = new Conversions(options);
    this.target = new JsonTarget(after);
    this.transformation = new JsonTransformation(target, found);
    this.converter = transformation.compile();
    new JsonConversions(options, found).add(SchemaComparison.of(before, after).differences());
    this.conversions = found.all();
    transformation.setLeftOut(
        conversions.stream()
            .filter(each -> each.kind() == ConversionKind.DROPPED)
            .map(Conversion::path)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Creates a transformer.
   *
   * @param before the JSON Schema of the values that are given
   * @param after the JSON Schema of the values that are returned
   * @throws UnconvertibleSchemaException if some place cannot be converted; it lists all of them
   * @throws IllegalArgumentException if a schema is no JSON Schema, or an option is not needed
   * @throws io.velostream.schema.model.InvalidSchemaException if a schema does not parse
   */
  public static JsonTransformer of(
      ResolvedSchema before, ResolvedSchema after, TransformOptions options) {
    JsonTransformer transformer = unchecked(before, after, options);
    Conversions.requirePossible(transformer.conversions);
    return transformer;
  }

  /**
   * What a transformer would do, including the places that it cannot convert.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static List<Conversion> conversions(
      ResolvedSchema before, ResolvedSchema after, TransformOptions options) {
    return unchecked(before, after, options).conversions;
  }

  private static JsonTransformer unchecked(
      ResolvedSchema before, ResolvedSchema after, TransformOptions options) {
    for (ResolvedSchema each : List.of(before, after)) {
      if (!each.definition().type().equals(JsonFormat.TYPE)) {
        throw new IllegalArgumentException(
            "a transformer of JSON takes JSON Schemas, but this is of type "
                + each.definition().type());
      }
    }
    return new JsonTransformer(before, after, options);
  }

  /**
   * Transforms one value. Parts that do not change may be shared with the old value.
   *
   * @throws ConversionException if a part cannot be converted, or the result is not valid
   */
  @Override
  public JsonNode apply(JsonNode value) {
    JsonNode converted = converter.convert(value);
    if (!target.admits(converted)) {
      throw new ConversionException(
          invalid(converter, converted),
          "the converted value is not valid in the new schema",
          null);
    }
    return converted;
  }

  /** The deepest place of a value that its part of the schema does not admit. */
  private String invalid(JsonConverter at, JsonNode value) {
    if (value.isObject()) {
      for (var each : JsonObjects.properties(value)) {
        JsonConverter.Property property = at.properties.get(each.getKey());
        if (property != null && refuses(property.converter(), each.getValue())) {
          return invalid(property.converter(), each.getValue());
        }
      }
    }
    JsonConverter items = at.items;
    if (value.isArray() && items != null) {
      for (JsonNode each : value) {
        if (refuses(items, each)) {
          return invalid(items, each);
        }
      }
    }
    for (JsonConverter each : at.all) {
      if (refuses(each, value)) {
        return invalid(each, value);
      }
    }
    return at.place.path();
  }

  private boolean refuses(JsonConverter converter, JsonNode value) {
    JsonNode part = transformation.part(converter);
    return part != null && Boolean.FALSE.equals(target.admits(part, value));
  }

  /** What is done beside copying. Only what the differences of the schemas tell. */
  public List<Conversion> conversions() {
    return conversions;
  }
}
