// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.compiled.io.ClassEncodings;
import io.velostream.schema.avro.compiled.io.TextClasses;
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

/**
 * Avro's model of classes without a schema, with classes found by our own rules, and with Java
 * records, whose fields cannot be set.
 */
public final class ReflectModel extends ReflectData implements TextClasses {

  /** How Avro names the records that stand for entries of maps whose keys are not strings. */
  private static final String PAIR = "org.apache.avro.reflect.Pair";

  private static final Set<Class<?>> BOXES =
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

  /** Classes with an encoding of their own that schemas were made of, by those schemas' names. */
  private final Map<String, Class<?>> encoded = new ConcurrentHashMap<>();

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
    Schema schema = hasPlainText(field) ? plainText(field) : ofField(field, names);
    return allowsNull && !field.getType().isPrimitive() ? makeNullable(schema) : schema;
  }

  /** Whether a field is written as text whatever its class, which then needs no schema. */
  private static boolean hasPlainText(Field field) {
    return field.isAnnotationPresent(Stringable.class)
        && !field.isAnnotationPresent(AvroEncode.class)
        && !field.isAnnotationPresent(AvroSchema.class)
        && !field.isAnnotationPresent(Union.class);
  }

  private static Schema plainText(Field field) {
    Schema text = Schema.create(Schema.Type.STRING);
    return field.isAnnotationPresent(org.apache.avro.reflect.Nullable.class)
        ? makeNullable(text)
        : text;
  }

  private Schema ofField(Field field, Map<String, Schema> names) {
    try {
      return super.createFieldSchema(field, names);
    } catch (UnmappableType e) {
      throw e.namesField() ? e : new UnmappableType(field, e);
    } catch (AvroRuntimeException e) {
      throw new UnmappableType(field, e);
    }
  }

  /**
   * What Avro's own reflection writes as text stays text, so that old data and others' can be read;
   * a class of the JDK that Avro knows nothing of is no record.
   */
  @Override
  protected Schema createSchema(Type type, Map<String, Schema> names) {
    if (!(type instanceof Class<?> named) || BOXES.contains(named)) {
      return super.createSchema(type, names);
    }
    if (ClassEncodings.isUnknown(named)) {
      throw new UnmappableType(
          AvroVersion.tooOld("the encoding that @AvroEncode gives " + named.getName(), "1.12.1"));
    }
    if (named.isAnnotationPresent(AvroEncode.class)) {
      Schema schema = super.createSchema(type, names);
      if (isNamed(schema)) {
        encoded.put(schema.getFullName(), named);
      }
      return schema;
    }
    if (stringableClasses.contains(named)) {
      Schema text = Schema.create(Schema.Type.STRING);
      text.addProp(CLASS_PROP, named.getName());
      return text;
    }
    if (getConversionByClass(named) == null && !isStringable(named)) {
      PlatformClasses.refuseAsRecord(named);
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
    Class<?> known = encoded.isEmpty() ? null : encoded.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    Conversion<?> conversion = getConversionFor(schema.getLogicalType());
    if (conversion != null) {
      return conversion.getConvertedType();
    }
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> schema.getFullName().startsWith(PAIR) ? null : classes.of(schema);
      case ARRAY -> orElse(namedBy(schema, CLASS_PROP), List.class);
      case STRING -> orElse(namedBy(schema, CLASS_PROP), String.class);
      default -> super.getClass(schema);
    };
  }

  /** The class that a property of a schema names; null when there is none. */
  @Nullable
  public Class<?> namedBy(Schema schema, String property) {
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
