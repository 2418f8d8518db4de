// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.Changes;
import io.velostream.schema.avro.compiled.CompiledReader;
import io.velostream.schema.avro.compiled.CompiledWriter;
import io.velostream.schema.avro.compiled.Resolved;
import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.compiled.io.BufferWindow;
import io.velostream.schema.avro.compiled.io.ClassPolicy;
import io.velostream.schema.avro.compiled.io.HotTypes;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.config.AvroSettings;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.Explaining;
import io.velostream.schema.avro.fallback.GenericWriter;
import io.velostream.schema.avro.fallback.RawBytes;
import io.velostream.schema.avro.fallback.ReflectWriter;
import io.velostream.schema.avro.fallback.RefusingDecoder;
import io.velostream.schema.avro.fallback.ResolvingEncoder;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.fallback.SpecificWriter;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.model.GenericModel;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.avro.schema.EncodingEquivalence;
import io.velostream.schema.avro.schema.JavaProperties;
import io.velostream.schema.avro.schema.LogicalFit;
import io.velostream.schema.avro.schema.MapSchemas;
import io.velostream.schema.avro.schema.PrimitiveSchemas;
import io.velostream.schema.avro.schema.SchemaResolution;
import io.velostream.schema.avro.schema.SchemaSize;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Avro values to bytes and back: generic values, generated classes, primitives, and, by reflection,
 * classes and Java records without a schema. All kinds may go through one codec.
 */
public final class AvroCodec implements SchemaCodec<Schema> {

  private static final Logger LOG = LoggerFactory.getLogger(AvroCodec.class);

  private static final String ADVICE_FOR_WRITING =
      "; give the value's schema the logical type of the registered one";
  private static final String ADVICE_FOR_READING =
      "; read as the logical type that was written, or set "
          + AvroKeys.LOGICAL_TYPE_MISMATCH
          + "="
          + AvroKeys.REINTERPRET
          + " to read the bare values";

  private final AvroSettings settings;
  private final Explaining explaining;
  private final ReaderSchemaSelector readerChoice;
  private final ReflectModel reflectModel;
  private final GenericModel genericModel;
  private final ClassPolicy policy;
  private final FallbackCounter fallbacks = new FallbackCounter();
  private final BufferPool<BinaryWriter> outputs = new BufferPool<>(BinaryWriter::new);
  private final BufferPool<BufferWindow> windows;
  private final @Nullable MapSchemas mapSchemas;
  private final ValueShapes shapes;

  private AvroCodec(AvroSettings settings) {
    this(settings, HotTypes.ofJvm(), BufferWindow::new);
  }

  private AvroCodec(AvroSettings settings, ClassPolicy policy, Supplier<BufferWindow> windows) {
    this.policy = policy;
    this.windows = new BufferPool<>(windows);
    this.settings = settings;
    this.mapSchemas = settings.reflects() ? null : new MapSchemas();
    this.shapes = new ValueShapes(mapSchemas);
    this.explaining = new Explaining(settings.showsValues());
    this.readerChoice = new ReaderSchemaSelector(settings);
    this.reflectModel = new ReflectModel(ClassFinder.none(), settings.allowsNull());
    this.genericModel =
        new GenericModel(
            settings.convertsLogicalTypes() ? LogicalTypeConversions.all() : List.of());
  }

  /**
   * A codec that encodes.
   *
   * @param config a configuration with the keys of {@link AvroKeys#serializer()}
   */
  public static AvroCodec forSerializer(SerdeConfig config) {
    AvroCodec codec = new AvroCodec(AvroSettings.ofSerializer(config));
    ClassWarmUp.write(AvroCodec::generic);
    return codec;
  }

  /**
   * A codec that decodes. Classes are looked for with the calling thread's context loader first.
   *
   * @param config a configuration with the keys of {@link AvroKeys#deserializer()}
   */
  public static AvroCodec forDeserializer(SerdeConfig config) {
    AvroCodec codec = new AvroCodec(AvroSettings.ofDeserializer(config));
    ClassWarmUp.read(AvroCodec::generic);
    return codec;
  }

  /** A codec that encodes, and makes classes for the record types that a policy says. */
  public static AvroCodec forSerializer(SerdeConfig config, ClassPolicy policy) {
    return new AvroCodec(AvroSettings.ofSerializer(config), policy, BufferWindow::new);
  }

  /**
   * A codec that decodes what lies in direct and read-only buffers through such windows, and makes
   * classes for the record types that a policy says.
   */
  public static AvroCodec forDeserializer(
      SerdeConfig config, ClassPolicy policy, Supplier<BufferWindow> windows) {
    return new AvroCodec(AvroSettings.ofDeserializer(config), policy, windows);
  }

  /** A codec of generic values, without configuration. */
  public static AvroCodec generic() {
    return new AvroCodec(AvroSettings.generic());
  }

  @Override
  public SchemaFormat<Schema> format() {
    return AvroFormat.INSTANCE;
  }

  @Override
  public Object shapeOf(Object value) {
    return value instanceof GenericData.Record record ? record.getSchema() : shapes.of(value);
  }

  @Override
  public boolean isSameShape(Object one, Object other) {
    return ValueShapes.isSame(one, other);
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return value instanceof GenericContainer
        || !(value instanceof Map || value instanceof Collection);
  }

  @Override
  public Schema schemaOf(Object value) {
    Schema own = ownSchema(value);
    boolean isPlain = isPlain(value) || (mapSchemas != null && value instanceof Map);
    return settings.removesJavaProperties() && isPlain ? JavaProperties.removedFrom(own) : own;
  }

  private Schema ownSchema(Object value) {
    if (value instanceof GenericContainer container) {
      return container.getSchema();
    }
    if (mapSchemas != null && value instanceof Map<?, ?> map) {
      return mapSchemas.require(map);
    }
    Schema primitive = PrimitiveSchemas.of(value);
    return primitive == null ? reflected(value.getClass()) : primitive;
  }

  private Schema reflected(Class<?> type) {
    if (!settings.reflects()) {
      throw new InvalidSchemaException(
          "objects of "
              + type.getName()
              + " have no Avro schema; give an Avro record, a Boolean, Integer, Long, Float,"
              + " Double, CharSequence, byte[], ByteBuffer or Map, or set "
              + AvroKeys.REFLECTION
              + "=true to write any class by reflection");
    }
    try {
      return reflectModel.getSchema(type);
    } catch (AvroRuntimeException e) {
      throw new InvalidSchemaException(
          "no Avro schema can be had for " + type.getName() + ": " + ExceptionMessages.of(e), e);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException(
          "no Avro schema can be had for "
              + type.getName()
              + ": it nests too deep"
              + AvroVersion.adviceOnNesting());
    }
  }

  @Override
  public ValueEncoder encoder(Schema registered, Object sample) {
    if (!hasOwnSchema(sample)) {
      SchemaSize.check(registered);
      return compiled(registered, genericModel);
    }
    Schema own = ownSchema(sample);
    checkSizes(own, registered);
    if (own.equals(registered)) {
      return ownEncoder(own, sample);
    }
    Resolved pair = SchemaResolution.of(own, registered);
    Changes changes = LogicalFit.changes(pair, Changes.WRITING, ADVICE_FOR_WRITING);
    boolean sameBytes =
        SchemaResolution.withLenientNames(() -> EncodingEquivalence.sameBytes(own, registered));
    if (sameBytes && changes == Changes.NONE) {
      return ownEncoder(own, sample);
    }
    LOG.info(
        "Values of {} are rewritten in the registered schema {}, which has other fields, types or"
            + " order; writing them costs more than if both were the same.",
        own.getFullName(),
        registered.getFullName());
    return explaining.encoder(
        new ResolvingEncoder(
            writer(own, sample), resolver(own, registered, pair, changes), registered),
        own,
        model(sample));
  }

  @SuppressWarnings("ReferenceEquality") // one object has one size
  private static void checkSizes(Schema one, Schema other) {
    SchemaSize.check(one);
    if (one != other) {
      SchemaSize.check(other);
    }
  }

  /** Reads what is written in a value's own schema as generic values of the registered one. */
  private ValueDecoder resolver(Schema own, Schema registered, Resolved pair, Changes changes) {
    SpecificModel model = new SpecificModel(ClassFinder.none(), List.of());
    if (changes == Changes.NONE) {
      return new AvroDecoder(() -> new SpecificReader(own, registered, model), false);
    }
    CompiledReader program =
        SchemaResolution.withLenientNames(
            () -> CompiledReader.of(pair, model, schema -> CharSequence.class, policy, changes));
    return new CompiledDecoder(program, AvroCodec::refusing, false, fallbacks, windows);
  }

  /** In place of Avro's decoder where logical types are changed, which that cannot do. */
  private static ValueDecoder refusing() {
    return new RefusingDecoder(
        new InvalidSchemaException(
            "it does not end where its schema says, or has another form than its schema"));
  }

  private ValueEncoder ownEncoder(Schema own, Object sample) {
    if (own.getType() == Schema.Type.BYTES) {
      return RawBytes.encoder();
    }
    if (!isPlain(sample)) {
      return compiled(own, reflectModel, () -> new ReflectWriter(own, reflectModel));
    }
    if (!(sample instanceof SpecificRecord)) {
      return compiled(own, genericModel);
    }
    SpecificModel model = specificModel(sample);
    return compiled(own, model, () -> new SpecificWriter(own, model));
  }

  private ValueEncoder compiled(Schema schema, GenericModel model) {
    return compiled(schema, model, () -> new GenericWriter(schema, model));
  }

  private ValueEncoder compiled(
      Schema schema, GenericData model, Supplier<DatumWriter<Object>> writers) {
    Supplier<ValueEncoder> avro =
        () -> explaining.encoder(new AvroEncoder(writers.get()), schema, model);
    try {
      return new CompiledEncoder(
          CompiledWriter.of(schema, model, policy), avro, fallbacks, outputs);
    } catch (RuntimeException | StackOverflowError e) {
      countSchema(schema, e);
      return avro.get();
    }
  }

  private DatumWriter<Object> writer(Schema own, Object sample) {
    if (!isPlain(sample)) {
      return new ReflectWriter(own, reflectModel);
    }
    return sample instanceof SpecificRecord
        ? new SpecificWriter(own, specificModel(sample))
        : new GenericWriter(own, genericModel);
  }

  private GenericData model(Object sample) {
    if (!isPlain(sample)) {
      return reflectModel;
    }
    return sample instanceof SpecificRecord ? specificModel(sample) : genericModel;
  }

  private static boolean isPlain(Object sample) {
    return sample instanceof GenericContainer || PrimitiveSchemas.of(sample) != null;
  }

  private static SpecificModel specificModel(Object sample) {
    return new SpecificModel(ClassFinder.none(), LogicalTypeConversions.of(sample.getClass()));
  }

  @Override
  public ValueDecoder decoder(Schema writer, @Nullable Schema reader) {
    ReaderSchemaSelector.Choice choice = readerChoice.choose(writer, reader);
    checkSizes(writer, choice.schema());
    Resolved pair = SchemaResolution.of(writer, choice.schema());
    Changes changes =
        LogicalFit.changes(
            pair, settings.reinterprets() ? Changes.NONE : Changes.READING, ADVICE_FOR_READING);
    if (writer.getType() != Schema.Type.BYTES) {
      ValueDecoder decoder = decoder(writer, choice, pair, changes);
      return writer.getType() == Schema.Type.STRING ? new StringDecoder(decoder) : decoder;
    }
    return explaining.decoder(
        RawBytes.decoder(
            choice.schema(),
            settings.target(),
            choice.conversions(),
            changes.between(writer, choice.schema())));
  }

  /** Others than Confluent's serializers put the length before top-level bytes. */
  @Override
  public ValueDecoder standardDecoder(Schema writer, @Nullable Schema reader) {
    ValueDecoder decoder = decoder(writer, reader);
    return writer.getType() == Schema.Type.BYTES
        ? new CountedBytes(decoder, settings.failsOnTrailingData())
        : decoder;
  }

  private ValueDecoder decoder(
      Schema writer, ReaderSchemaSelector.Choice choice, Resolved pair, Changes changes) {
    Supplier<ValueDecoder> avro =
        changes != Changes.NONE
            ? AvroCodec::refusing
            : () ->
                explaining.decoder(
                    new AvroDecoder(choice.readers(), settings.failsOnTrailingData()));
    try {
      CompiledReader program =
          SchemaResolution.withLenientNames(
              () ->
                  CompiledReader.of(pair, choice.model(), choice.stringClasses(), policy, changes));
      return new CompiledDecoder(program, avro, settings.failsOnTrailingData(), fallbacks, windows);
    } catch (RuntimeException e) {
      if (changes != Changes.NONE) {
        throw new InvalidSchemaException(
            "values of "
                + writer.getFullName()
                + " have other logical types than they are read as, and are read by Avro's own"
                + " code, which cannot convert them: "
                + ExceptionMessages.of(e)
                + ADVICE_FOR_READING,
            e);
      }
      SchemaSize.checkWithoutWidth(writer);
      countSchema(writer, e);
      return avro.get();
    }
  }

  private void countSchema(Schema schema, Throwable why) {
    fallbacks.countSchema();
    LOG.info(
        "Values of {} go through Avro's own code, which is slower, as the schema could not be"
            + " compiled: {}",
        schema.getFullName(),
        ExceptionMessages.of(why));
  }

  /** What was left to Avro's own code so far. */
  public CodecFallbacks fallbacks() {
    return fallbacks.counted();
  }
}
