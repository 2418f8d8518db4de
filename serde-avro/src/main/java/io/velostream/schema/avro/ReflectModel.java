// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.reflect.ReflectData;
import org.jspecify.annotations.Nullable;

/**
 * Avro's model of classes without a schema, with classes found by our own rules, and with Java
 * records, whose fields cannot be set.
 */
final class ReflectModel extends ReflectData {

  /** How Avro names the records that stand for entries of maps whose keys are not strings. */
  private static final String PAIR = "org.apache.avro.reflect.Pair";

  private final ClassFinder classes;
  private final boolean allowsNull;

  ReflectModel(ClassFinder classes, boolean allowsNull) {
    this.classes = classes;
    this.allowsNull = allowsNull;
    LogicalTypeConversions.all().forEach(this::addLogicalTypeConversion);
  }

  ClassFinder classes() {
    return classes;
  }

  @Override
  protected Schema createFieldSchema(Field field, Map<String, Schema> names) {
    Schema schema = super.createFieldSchema(field, names);
    return allowsNull && !field.getType().isPrimitive() ? makeNullable(schema) : schema;
  }

  @Override
  public @Nullable Class<?> getClass(Schema schema) {
    Conversion<?> conversion = getConversionFor(schema.getLogicalType());
    if (conversion != null) {
      return conversion.getConvertedType();
    }
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED ->
          schema.getFullName().startsWith(PAIR) ? null : classes.find(getClassName(schema));
      case ARRAY -> orElse(namedBy(schema, CLASS_PROP), List.class);
      case STRING -> orElse(namedBy(schema, CLASS_PROP), String.class);
      default -> super.getClass(schema);
    };
  }

  /** The class that a property of a schema names; null when there is none. */
  @Nullable Class<?> namedBy(Schema schema, String property) {
    String name = schema.getProp(property);
    return name == null ? null : classes.find(name);
  }

  private static Class<?> orElse(@Nullable Class<?> found, Class<?> otherwise) {
    return found == null ? otherwise : found;
  }

  @Override
  protected @Nullable Object getRecordState(Object record, Schema schema) {
    return record.getClass().isRecord() ? null : super.getRecordState(record, schema);
  }

  @Override
  protected @Nullable Object getField(
      Object record, String name, int position, @Nullable Object state) {
    return record.getClass().isRecord()
        ? RecordShape.of(record.getClass()).get(record, name)
        : super.getField(record, name, position, state);
  }
}
