// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.compiled.io.CustomEncodings;
import io.velostream.schema.avro.compiled.io.StringableClasses;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.Stringable;
import org.apache.avro.reflect.Union;
import org.jspecify.annotations.Nullable;

/** Avro's reflection model with an allow list of classes and with support for Java records. */
public final class ReflectModel extends ReflectData implements StringableClasses {

  /** The name prefix of Avro's records for entries of maps whose keys are not strings. */
  private static final String PAIR_NAME_PREFIX = "org.apache.avro.reflect.Pair";

  private static final Set<Class<?>> BOXED_TYPES =
      Set.of(
          Void.class,
          Boolean.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Byte.class,
          Short.class,
          Character.class);

  private final ClassFinder classes;
  private final boolean allowsNull;

  /** Classes with a custom encoding, by the full names of their schemas. */
  private final Map<String, Class<?>> customEncodedClasses = new ConcurrentHashMap<>();

  public ReflectModel(ClassFinder classes, boolean allowsNull) {
    this.classes = classes;
    this.allowsNull = allowsNull;
    LogicalTypeConversions.ofReflection().forEach(this::addLogicalTypeConversion);
  }

  public ClassFinder classes() {
    return classes;
  }

  @Override
  public boolean isText(Class<?> type) {
    return isStringable(type);
  }

  @Override
  protected Schema createFieldSchema(Field field, Map<String, Schema> names) {
    Schema schema = isStringableField(field) ? stringSchema(field) : fieldSchema(field, names);
    return allowsNull && !field.getType().isPrimitive() ? makeNullable(schema) : schema;
  }

  /** Whether a field is only {@link Stringable}, so that its class needs no schema. */
  private static boolean isStringableField(Field field) {
    return field.isAnnotationPresent(Stringable.class)
        && !field.isAnnotationPresent(AvroEncode.class)
        && !field.isAnnotationPresent(AvroSchema.class)
        && !field.isAnnotationPresent(Union.class);
  }

  private static Schema stringSchema(Field field) {
    Schema text = Schema.create(Schema.Type.STRING);
    return field.isAnnotationPresent(org.apache.avro.reflect.Nullable.class)
        ? makeNullable(text)
        : text;
  }

  private Schema fieldSchema(Field field, Map<String, Schema> names) {
    try {
      return super.createFieldSchema(field, names);
    } catch (UnmappableTypeException e) {
      throw e.namesField() ? e : new UnmappableTypeException(field, e);
    } catch (AvroRuntimeException e) {
      throw new UnmappableTypeException(field, e);
    }
  }

  /**
   * Classes that Avro's own reflection writes as a string remain strings, for compatibility with
   * existing data. Other JDK classes are rejected.
   */
  @Override
  protected Schema createSchema(Type type, Map<String, Schema> names) {
    if (!(type instanceof Class<?> named) || BOXED_TYPES.contains(named)) {
      return super.createSchema(type, names);
    }
    if (CustomEncodings.isUnsupported(named)) {
      throw new UnmappableTypeException(
          AvroVersion.upgradeMessage(
              "the encoding that @AvroEncode gives " + named.getName(), "1.12.1"));
    }
    if (named.isAnnotationPresent(AvroEncode.class)) {
      Schema schema = super.createSchema(type, names);
      if (isNamed(schema)) {
        customEncodedClasses.put(schema.getFullName(), named);
      }
      return schema;
    }
    if (stringableClasses.contains(named)) {
      Schema text = Schema.create(Schema.Type.STRING);
      text.addProp(CLASS_PROP, named.getName());
      return text;
    }
    if (getConversionByClass(named) == null && !isStringable(named)) {
      UnsupportedClassCheck.check(named);
    }
    return super.createSchema(type, names);
  }

  private static boolean isNamed(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> true;
      default -> false;
    };
  }

  @Override
  public @Nullable Class<?> getClass(Schema schema) {
    Class<?> known =
        customEncodedClasses.isEmpty() ? null : customEncodedClasses.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    Conversion<?> conversion = getConversionFor(schema.getLogicalType());
    if (conversion != null) {
      return conversion.getConvertedType();
    }
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED ->
          schema.getFullName().startsWith(PAIR_NAME_PREFIX) ? null : classes.of(schema);
      case ARRAY -> firstNonNull(classNamedBy(schema, CLASS_PROP), List.class);
      case STRING -> firstNonNull(classNamedBy(schema, CLASS_PROP), String.class);
      default -> super.getClass(schema);
    };
  }

  /** Returns the class that a property of a schema names; null when there is none. */
  @Nullable
  public Class<?> classNamedBy(Schema schema, String property) {
    String name = schema.getProp(property);
    return name == null ? null : classes.find(name);
  }

  private static Class<?> firstNonNull(@Nullable Class<?> found, Class<?> otherwise) {
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
        ? JavaRecordComponents.of(record.getClass()).get(record, name)
        : super.getField(record, name, position, state);
  }
}
