// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.BoundedDatumReader;
import io.velostream.schema.avro.fallback.ReflectReader;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.model.InstantiationCheck;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.avro.model.StringClass;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Selects the reader's schema. In order of precedence: the schema of the configured class; the
 * schema that the caller passes; if configured, the schema of the class that the writer's schema
 * names; the writer's schema itself.
 *
 * <p>Fields of generated classes are set by position. They are therefore always read with the
 * schema that they were generated from.
 */
final class ReaderSchemaSelector {

  /**
   * The result of a selection.
   *
   * @param schema the reader's schema
   * @param conversions the conversions of logical types
   * @param readers creates readers, which are not thread-safe
   * @param model the data model of the values
   * @param stringClasses returns the class for the strings of a schema, or for the keys of a map
   *     schema
   */
  record Selection(
      Schema schema,
      Collection<? extends Conversion<?>> conversions,
      Supplier<BoundedDatumReader> readers,
      SpecificData model,
      Function<Schema, Class<?>> stringClasses) {}

  private final AvroSettings settings;
  private final Collection<? extends Conversion<?>> genericConversions;

  /** Shared by all schemas, because Avro scans the class path for each new model. */
  private final SpecificModel genericModel;

  ReaderSchemaSelector(AvroSettings settings) {
    this.settings = settings;
    this.genericConversions =
        settings.convertsLogicalTypes() ? LogicalTypeConversions.all() : List.of();
    this.genericModel = new SpecificModel(ClassFinder.none(), genericConversions);
  }

  /**
   * Selects the reader's schema for a writer's schema.
   *
   * @throws InvalidSchemaException when a schema names a class that is not allowed or does not
   *     exist
   */
  Selection select(Schema writer, @Nullable Schema callerSchema) {
    Class<?> target = settings.target();
    if (target != null) {
      return isGenerated(target)
          ? generatedSelection(writer, target)
          : reflectSelection(writer, target);
    }
    Schema expected = callerSchema == null ? writer : callerSchema;
    return settings.readsSpecific() || settings.reflects()
        ? forNamedClass(writer, expected)
        : genericSelection(writer, expected);
  }

  private Selection forNamedClass(Schema writer, Schema expected) {
    return switch (expected.getType()) {
      case RECORD, ENUM, FIXED -> forClass(writer, classNamedBy(expected));
      case UNION, ARRAY, MAP -> withGeneratedClasses(writer, expected);
      default -> genericSelection(writer, expected);
    };
  }

  private Selection forClass(Schema writer, Class<?> named) {
    if (isGenerated(named)) {
      return generatedSelection(writer, named);
    }
    if (settings.reflects()) {
      return reflectSelection(writer, named);
    }
    throw new InvalidSchemaException(
        "a schema names the class "
            + named.getName()
            + ", which was not generated from an Avro schema; set "
            + AvroKeys.REFLECTION
            + "=true to read into it by reflection");
  }

  private Class<?> classNamedBy(Schema schema) {
    Class<?> found = settings.allowed().of(schema);
    if (found == null) {
      throw new InvalidSchemaException(
          "a schema names "
              + schema.getFullName()
              + ", but there is no such class on the class path; name the class to read into with "
              + AvroKeys.VALUE_TYPE
              + " or "
              + AvroKeys.KEY_TYPE
              + ", or set "
              + AvroKeys.SPECIFIC_READER
              + "=false");
    }
    return found;
  }

  private Selection withGeneratedClasses(Schema writer, Schema expected) {
    List<Conversion<?>> conversions = new ArrayList<>();
    return specificSelection(writer, substituteClassSchemas(expected, conversions), conversions);
  }

  private Schema substituteClassSchemas(Schema schema, List<Conversion<?>> conversions) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> {
        Class<?> found = settings.allowed().of(schema);
        if (found == null || !isGenerated(found)) {
          yield schema;
        }
        conversions.addAll(LogicalTypeConversions.of(found));
        yield SpecificData.get().getSchema(found);
      }
      case UNION ->
          Schema.createUnion(
              schema.getTypes().stream()
                  .map(part -> substituteClassSchemas(part, conversions))
                  .toList());
      case ARRAY ->
          Schema.createArray(substituteClassSchemas(schema.getElementType(), conversions));
      case MAP -> Schema.createMap(substituteClassSchemas(schema.getValueType(), conversions));
      default -> schema;
    };
  }

  private Selection generatedSelection(Schema writer, Class<?> type) {
    return specificSelection(
        writer, SpecificData.get().getSchema(type), LogicalTypeConversions.of(type));
  }

  private Selection specificSelection(
      Schema writer, Schema reader, Collection<? extends Conversion<?>> conversions) {
    SpecificModel model = new SpecificModel(settings.allowed(), conversions);
    return specificSelection(writer, reader, conversions, model);
  }

  private Selection reflectSelection(Schema writer, Class<?> type) {
    ReflectModel model = new ReflectModel(settings.allowed(), settings.allowsNull());
    Schema reader;
    try {
      reader = model.getSchema(type);
    } catch (AvroRuntimeException e) {
      throw new InvalidSchemaException(
          "cannot derive an Avro schema for " + type.getName() + ": " + ExceptionMessages.of(e), e);
    }
    InstantiationCheck.check(reader, model);
    return new Selection(
        reader,
        List.of(),
        () -> new ReflectReader(writer, reader, model),
        model,
        schema -> reflectStringClass(schema, model));
  }

  private Selection genericSelection(Schema writer, Schema reader) {
    return specificSelection(writer, reader, genericConversions, genericModel);
  }

  private static Selection specificSelection(
      Schema writer,
      Schema reader,
      Collection<? extends Conversion<?>> conversions,
      SpecificModel model) {
    return new Selection(
        reader,
        conversions,
        () -> new SpecificReader(writer, reader, model),
        model,
        schema -> StringClass.of(schema, model.classes()));
  }

  /** Reflection reads strings as {@link String}, not as Avro's {@code Utf8}. */
  private static Class<?> reflectStringClass(Schema schema, ReflectModel model) {
    Class<?> type = StringClass.of(schema, model.classes());
    return type == CharSequence.class ? String.class : type;
  }

  /** Whether a class was generated from an Avro schema. */
  static boolean isGenerated(Class<?> type) {
    return SpecificRecord.class.isAssignableFrom(type)
        || SpecificFixed.class.isAssignableFrom(type)
        || (type.isEnum() && holdsSchema(type));
  }

  /** Whether a class has the static schema field of generated classes. */
  static boolean holdsSchema(Class<?> type) {
    try {
      return type.getField("SCHEMA$").getType() == Schema.class;
    } catch (NoSuchFieldException e) {
      return false;
    }
  }
}
