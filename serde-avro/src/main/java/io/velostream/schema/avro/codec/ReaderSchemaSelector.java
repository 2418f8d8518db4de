// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.config.AvroSettings;
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
 * Chooses what to read data as. The class that the user names comes first; then the schema that the
 * caller gives; then, if classes are wanted, the class that the writer's schema names; then the
 * writer's schema itself.
 *
 * <p>Generated classes are filled by position, so they are always read with the schema that they
 * were generated from, whatever schema named them.
 */
final class ReaderSchemaSelector {

  /**
   * What was chosen.
   *
   * @param schema the schema to read as
   * @param conversions the logical types that become objects
   * @param readers makes readers, each for one thread at a time
   * @param model of the values: of generic ones and generated classes, or of reflection
   * @param stringClasses as which class a schema of strings, or a map, wants them
   */
  record Selection(
      Schema schema,
      Collection<? extends Conversion<?>> conversions,
      Supplier<BoundedDatumReader> readers,
      SpecificData model,
      Function<Schema, Class<?>> stringClasses) {}

  private final AvroSettings settings;
  private final Collection<? extends Conversion<?>> genericConversions;

  /** One for all schemas: to make one takes Avro a look through the class path. */
  private final SpecificModel genericModel;

  ReaderSchemaSelector(AvroSettings settings) {
    this.settings = settings;
    this.genericConversions =
        settings.convertsLogicalTypes() ? LogicalTypeConversions.all() : List.of();
    this.genericModel = new SpecificModel(ClassFinder.none(), genericConversions);
  }

  /**
   * Chooses for data of one writer.
   *
   * @throws InvalidSchemaException when a class is named that must not be loaded, or is not there
   */
  Selection select(Schema writer, @Nullable Schema callerSchema) {
    Class<?> target = settings.target();
    if (target != null) {
      return isGenerated(target)
          ? generatedSelection(writer, target)
          : reflectSelection(writer, target);
    }
    Schema wanted = callerSchema == null ? writer : callerSchema;
    return settings.readsSpecific() || settings.reflects()
        ? forNamedClass(writer, wanted)
        : genericSelection(writer, wanted);
  }

  private Selection forNamedClass(Schema writer, Schema wanted) {
    return switch (wanted.getType()) {
      case RECORD, ENUM, FIXED -> forClass(writer, classNamedBy(wanted));
      case UNION, ARRAY, MAP -> withGeneratedClasses(writer, wanted);
      default -> genericSelection(writer, wanted);
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

  private Selection withGeneratedClasses(Schema writer, Schema wanted) {
    List<Conversion<?>> conversions = new ArrayList<>();
    return specificSelection(writer, substituteClassSchemas(wanted, conversions), conversions);
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
          "no Avro schema can be had for " + type.getName() + ": " + ExceptionMessages.of(e), e);
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

  /** Reflection has no use for Avro's own strings. */
  private static Class<?> reflectStringClass(Schema schema, ReflectModel model) {
    Class<?> type = StringClass.of(schema, model.classes());
    return type == CharSequence.class ? String.class : type;
  }

  /** Whether a class was generated from a schema, which it then holds. */
  static boolean isGenerated(Class<?> type) {
    return SpecificRecord.class.isAssignableFrom(type)
        || SpecificFixed.class.isAssignableFrom(type)
        || (type.isEnum() && holdsSchema(type));
  }

  /** Whether a class holds a schema in the place where generated classes have theirs. */
  static boolean holdsSchema(Class<?> type) {
    try {
      return type.getField("SCHEMA$").getType() == Schema.class;
    } catch (NoSuchFieldException e) {
      return false;
    }
  }
}
