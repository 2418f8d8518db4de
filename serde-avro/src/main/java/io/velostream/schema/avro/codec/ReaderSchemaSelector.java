// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.config.AvroSettings;
import io.velostream.schema.avro.fallback.ReflectReader;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.fallback.ValueReader;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.Constructible;
import io.velostream.schema.avro.model.ExceptionMessages;
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
  record Choice(
      Schema schema,
      Collection<? extends Conversion<?>> conversions,
      Supplier<ValueReader> readers,
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
  Choice choose(Schema writer, @Nullable Schema given) {
    Class<?> target = settings.target();
    if (target != null) {
      return isGenerated(target) ? generated(writer, target) : reflected(writer, target);
    }
    Schema wanted = given == null ? writer : given;
    return settings.readsSpecific() || settings.reflects()
        ? named(writer, wanted)
        : generic(writer, wanted);
  }

  private Choice named(Schema writer, Schema wanted) {
    return switch (wanted.getType()) {
      case RECORD, ENUM, FIXED -> ofClass(writer, classNamedBy(wanted));
      case UNION, ARRAY, MAP -> withGeneratedParts(writer, wanted);
      default -> generic(writer, wanted);
    };
  }

  private Choice ofClass(Schema writer, Class<?> named) {
    if (isGenerated(named)) {
      return generated(writer, named);
    }
    if (settings.reflects()) {
      return reflected(writer, named);
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

  private Choice withGeneratedParts(Schema writer, Schema wanted) {
    List<Conversion<?>> conversions = new ArrayList<>();
    return plain(writer, substituted(wanted, conversions), conversions);
  }

  private Schema substituted(Schema schema, List<Conversion<?>> conversions) {
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
              schema.getTypes().stream().map(part -> substituted(part, conversions)).toList());
      case ARRAY -> Schema.createArray(substituted(schema.getElementType(), conversions));
      case MAP -> Schema.createMap(substituted(schema.getValueType(), conversions));
      default -> schema;
    };
  }

  private Choice generated(Schema writer, Class<?> type) {
    return plain(writer, SpecificData.get().getSchema(type), LogicalTypeConversions.of(type));
  }

  private Choice plain(
      Schema writer, Schema reader, Collection<? extends Conversion<?>> conversions) {
    SpecificModel model = new SpecificModel(settings.allowed(), conversions);
    return plain(writer, reader, conversions, model);
  }

  private Choice reflected(Schema writer, Class<?> type) {
    ReflectModel model = new ReflectModel(settings.allowed(), settings.allowsNull());
    Schema reader;
    try {
      reader = model.getSchema(type);
    } catch (AvroRuntimeException e) {
      throw new InvalidSchemaException(
          "no Avro schema can be had for " + type.getName() + ": " + ExceptionMessages.of(e), e);
    }
    Constructible.check(reader, model);
    return new Choice(
        reader,
        List.of(),
        () -> new ReflectReader(writer, reader, model),
        model,
        schema -> text(schema, model));
  }

  private Choice generic(Schema writer, Schema reader) {
    return plain(writer, reader, genericConversions, genericModel);
  }

  private static Choice plain(
      Schema writer,
      Schema reader,
      Collection<? extends Conversion<?>> conversions,
      SpecificModel model) {
    return new Choice(
        reader,
        conversions,
        () -> new SpecificReader(writer, reader, model),
        model,
        schema -> StringClass.of(schema, model.classes()));
  }

  /** Reflection has no use for Avro's own strings. */
  private static Class<?> text(Schema schema, ReflectModel model) {
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
