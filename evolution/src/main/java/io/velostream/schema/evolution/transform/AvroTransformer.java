// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.model.ResolvedSchema;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Transforms Avro records of one schema into records of another. The result is valid in the new
 * schema, and the same that Avro reads wherever Avro can read records of the old schema with the
 * new one. Exceptions are logical types: values keep their meaning ({@code timestamp-millis} times
 * 1,000 is {@code timestamp-micros}), where Avro keeps the number.
 *
 * <p>Beyond that, it converts numbers, texts, enums and decimals to each other, narrows numbers
 * that fit, takes defaults for null, and matches records by their fields whatever their names are.
 * It is a {@code ValueMapper} of Kafka Streams by its method {@link #apply}: {@code
 * stream.mapValues(transformer::apply)}. Immutable; safe for use by many threads if the functions
 * of the options are.
 */
public final class AvroTransformer implements UnaryOperator<GenericRecord> {

  private final Schema before;
  private final Schema after;
  private final List<Conversion> conversions;
  private final AvroConverter converter;

  private AvroTransformer(
      Schema before, Schema after, List<Conversion> conversions, AvroConverter converter) {
    this.before = before;
    this.after = after;
    this.conversions = conversions;
    this.converter = converter;
  }

  /**
   * Creates a transformer.
   *
   * @param before the schema of the records that are given, a record
   * @param after the schema of the records that are returned, a record
   * @throws UnconvertibleSchemaException if some place cannot be converted; it lists all of them
   * @throws IllegalArgumentException if a schema is no record, or an option is not needed
   */
  public static AvroTransformer of(Schema before, Schema after, TransformOptions options) {
    AvroTransformer transformer = unchecked(before, after, options);
    Conversions.requirePossible(transformer.conversions);
    return transformer;
  }

  /**
   * As {@link #of(Schema, Schema, TransformOptions)}, for schemas with their references.
   *
   * @throws io.velostream.schema.model.InvalidSchemaException if a schema does not parse
   */
  public static AvroTransformer of(
      ResolvedSchema before, ResolvedSchema after, TransformOptions options) {
    return of(AvroFormat.INSTANCE.parse(before), AvroFormat.INSTANCE.parse(after), options);
  }

  /**
   * What a transformer would do, including the places that it cannot convert.
   *
   * @throws IllegalArgumentException as {@link #of(Schema, Schema, TransformOptions)}
   */
  public static List<Conversion> conversions(
      Schema before, Schema after, TransformOptions options) {
    return unchecked(before, after, options).conversions;
  }

  private static AvroTransformer unchecked(Schema before, Schema after, TransformOptions options) {
    requireRecord(before);
    requireRecord(after);
    Conversions conversions = new Conversions(options);
    AvroConverter converter = new AvroTransformation(conversions).compile(before, after);
    return new AvroTransformer(before, after, conversions.all(), converter);
  }

  private static void requireRecord(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException(
          "a transformer takes schemas of records, but this is " + AvroScalars.name(schema));
    }
  }

  /**
   * Transforms one record. Parts that do not change may be shared with the old record.
   *
   * @throws ConversionException if a value cannot be converted
   * @throws IllegalArgumentException if the record has another schema than the transformer takes
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // a shortcut: equality of schemas is costly
  public GenericRecord apply(GenericRecord record) {
    Schema schema = record.getSchema();
    if (schema != before && !schema.equals(before)) {
      throw new IllegalArgumentException(
          "the record is not of the schema that this transformer takes, "
              + before.getFullName()
              + ", but of "
              + (schema.getFullName().equals(before.getFullName())
                  ? "another schema of this name"
                  : schema.getFullName()));
    }
    return (GenericRecord) Objects.requireNonNull(converter.convert(record));
  }

  /** The schema of the records that are given. */
  public Schema before() {
    return before;
  }

  /** The schema of the records that are returned. */
  public Schema after() {
    return after;
  }

  /** What is done beside copying, in the order of the new schema. */
  public List<Conversion> conversions() {
    return conversions;
  }
}
