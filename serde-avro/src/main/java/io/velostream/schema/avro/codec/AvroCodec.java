// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.CastMode;
import io.velostream.schema.avro.compiled.CompiledReader;
import io.velostream.schema.avro.compiled.CompiledWriter;
import io.velostream.schema.avro.compiled.ResolvedPair;
import io.velostream.schema.avro.compiled.io.BufferWindow;
import io.velostream.schema.avro.compiled.io.CodeGenerationPolicy;
import io.velostream.schema.avro.compiled.io.HotTypes;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.ErrorExplainer;
import io.velostream.schema.avro.fallback.GenericWriter;
import io.velostream.schema.avro.fallback.RawBytes;
import io.velostream.schema.avro.fallback.ReflectWriter;
import io.velostream.schema.avro.fallback.RejectingDecoder;
import io.velostream.schema.avro.fallback.ResolvingEncoder;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.fallback.SpecificWriter;
import io.velostream.schema.avro.fallback.ValueText;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.model.GenericModel;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.avro.resolution.JavaStringProperty;
import io.velostream.schema.avro.resolution.LogicalTypeResolution;
import io.velostream.schema.avro.resolution.MapSchemas;
import io.velostream.schema.avro.resolution.PrimitiveSchemas;
import io.velostream.schema.avro.resolution.SchemaResolution;
import io.velostream.schema.avro.resolution.SchemaSizeLimit;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.event.FallbackSource;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes and decodes Avro values: generic values, generated classes, primitives and, by
 * reflection, classes and Java records without a schema. One codec handles all kinds.
 */
public final class AvroCodec implements SchemaCodec<Schema>, FallbackSource {

  private static final Logger LOG = LoggerFactory.getLogger(AvroCodec.class);

  private static final String READ_ADVICE =
      "; read as the logical type that was written, or set "
          + AvroKeys.LOGICAL_TYPE_MISMATCH
          + "="
          + AvroKeys.REINTERPRET
          + " to read the bare values";

  private final AvroSettings settings;
  private final ErrorExplainer errorExplainer;
  private final ReaderSchemaSelector readerSchemaSelector;
  private final ReflectModel reflectModel;
  private final GenericModel genericModel;
  private final CodeGenerationPolicy codeGeneration;
  private final FallbackCounter fallbacks = new FallbackCounter();
  private final BufferPool<BinaryWriter> writerPool = new BufferPool<>(BinaryWriter::new);
  private final BufferPool<BufferWindow> windowPool;
  private final @Nullable MapSchemas mapSchemas;
  private final ValueShapes shapes;

  private AvroCodec(AvroSettings settings) {
    this(settings, HotTypes.jvmWide(), BufferWindow::new);
  }

  private AvroCodec(
      AvroSettings settings, CodeGenerationPolicy codeGeneration, Supplier<BufferWindow> windows) {
    this.codeGeneration = codeGeneration;
    this.windowPool = new BufferPool<>(windows);
    this.settings = settings;
    this.mapSchemas = settings.reflects() ? null : new MapSchemas();
    this.shapes = new ValueShapes(mapSchemas);
    this.errorExplainer = new ErrorExplainer(settings.showsValues());
    this.readerSchemaSelector = new ReaderSchemaSelector(settings);
    this.reflectModel = new ReflectModel(ClassFinder.none(), settings.allowsNull());
    this.genericModel =
        new GenericModel(
            settings.convertsLogicalTypes() ? LogicalTypeConversions.all() : List.of());
  }

  /**
   * Creates a codec of a serializer.
   *
   * @param config a configuration with the keys of {@link AvroKeys#serializer()}
   */
  public static AvroCodec forSerializer(SerdeConfig config) {
    AvroCodec codec = new AvroCodec(AvroSettings.ofSerializer(config));
    ClassWarmUp.write(AvroCodec::generic);
    return codec;
  }

  /**
   * Creates a codec of a deserializer. Classes are loaded with the context class loader of the
   * calling thread first.
   *
   * @param config a configuration with the keys of {@link AvroKeys#deserializer()}
   */
  public static AvroCodec forDeserializer(SerdeConfig config) {
    AvroCodec codec = new AvroCodec(AvroSettings.ofDeserializer(config));
    ClassWarmUp.read(AvroCodec::generic);
    return codec;
  }

  /** Creates a codec of a serializer with a policy for the generation of classes. */
  public static AvroCodec forSerializer(SerdeConfig config, CodeGenerationPolicy codeGeneration) {
    return new AvroCodec(AvroSettings.ofSerializer(config), codeGeneration, BufferWindow::new);
  }

  /**
   * Creates a codec of a deserializer with a policy for the generation of classes and with windows
   * for direct and read-only buffers.
   */
  public static AvroCodec forDeserializer(
      SerdeConfig config, CodeGenerationPolicy codeGeneration, Supplier<BufferWindow> windows) {
    return new AvroCodec(AvroSettings.ofDeserializer(config), codeGeneration, windows);
  }

  /** Creates a codec of generic values with default settings. */
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
  public boolean isSameShape(Object first, Object second) {
    return ValueShapes.isSame(first, second);
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return value instanceof GenericContainer
        || !(value instanceof Map || value instanceof Collection);
  }

  @Override
  public Schema schemaOf(Object value) {
    Schema valueSchema = valueSchema(value);
    boolean isPlain = isPlain(value) || (mapSchemas != null && value instanceof Map);
    return settings.removesJavaProperties() && isPlain
        ? JavaStringProperty.removedFrom(valueSchema)
        : valueSchema;
  }

  private Schema valueSchema(Object value) {
    if (value instanceof GenericContainer container) {
      return container.getSchema();
    }
    if (mapSchemas != null && value instanceof Map<?, ?> map) {
      return mapSchemas.require(map);
    }
    Schema primitive = PrimitiveSchemas.of(value);
    return primitive == null
        ? ReflectedSchemas.require(value.getClass(), settings.reflects() ? reflectModel : null)
        : primitive;
  }

  @Override
  public ValueEncoder encoder(Schema registered, Object sample) {
    if (!hasOwnSchema(sample)) {
      SchemaSizeLimit.check(registered);
      return compiledEncoder(registered, genericModel);
    }
    Schema valueSchema = valueSchema(sample);
    SchemaSizeLimit.check(valueSchema, registered);
    if (valueSchema.equals(registered)) {
      return encoderForValueSchema(valueSchema, sample);
    }
    ResolvedPair pair = SchemaResolution.of(valueSchema, registered);
    CastMode castMode = WriteConversion.castMode(pair);
    if (!WriteConversion.isNeeded(valueSchema, registered, castMode)) {
      return encoderForValueSchema(valueSchema, sample);
    }
    LOG.info(
        "Values of {} are converted to the registered schema {}, which has other fields, types or"
            + " order; this is slower than writing values of the registered schema.",
        valueSchema.getFullName(),
        registered.getFullName());
    return errorExplainer.encoder(
        new ResolvingEncoder(
            writer(valueSchema, sample),
            resolvingDecoder(valueSchema, registered, pair, castMode),
            registered),
        valueSchema,
        model(sample));
  }

  @Override
  public ValueEncoder encoder(Schema registered, Object sample, Consumer<String> onLoss) {
    if (!hasOwnSchema(sample)) {
      return encoder(registered, sample);
    }
    Schema valueSchema = valueSchema(sample);
    SchemaSizeLimit.check(valueSchema, registered);
    ValueEncoder own = encoderForValueSchema(valueSchema, sample);
    return VersionEncoder.of(own, valueSchema, registered, onLoss);
  }

  /**
   * Returns a decoder that reads bytes of the value's own schema as generic values of the
   * registered schema.
   */
  private ValueDecoder resolvingDecoder(
      Schema valueSchema, Schema registered, ResolvedPair pair, CastMode castMode) {
    SpecificModel model = new SpecificModel(ClassFinder.none(), List.of());
    if (castMode == CastMode.NONE) {
      return new AvroDecoder(() -> new SpecificReader(valueSchema, registered, model), false);
    }
    CompiledReader program =
        SchemaResolution.withLenientNames(
            () ->
                CompiledReader.of(
                    pair, model, schema -> CharSequence.class, codeGeneration, castMode));
    return new CompiledDecoder(program, RejectingDecoder::ofCasts, false, fallbacks, windowPool);
  }

  private ValueEncoder encoderForValueSchema(Schema valueSchema, Object sample) {
    if (valueSchema.getType() == Schema.Type.BYTES) {
      return RawBytes.encoder();
    }
    if (!isPlain(sample)) {
      return compiledEncoder(
          valueSchema, reflectModel, () -> new ReflectWriter(valueSchema, reflectModel));
    }
    if (!(sample instanceof SpecificRecord)) {
      return compiledEncoder(valueSchema, genericModel);
    }
    SpecificModel model = specificModel(sample);
    return compiledEncoder(valueSchema, model, () -> new SpecificWriter(valueSchema, model));
  }

  private ValueEncoder compiledEncoder(Schema schema, GenericModel model) {
    return compiledEncoder(schema, model, () -> new GenericWriter(schema, model));
  }

  private ValueEncoder compiledEncoder(
      Schema schema, GenericData model, Supplier<DatumWriter<Object>> writers) {
    Supplier<ValueEncoder> avroFallback =
        () -> errorExplainer.encoder(new AvroEncoder(writers.get()), schema, model);
    try {
      return new CompiledEncoder(
          CompiledWriter.of(schema, model, codeGeneration), avroFallback, fallbacks, writerPool);
    } catch (RuntimeException | StackOverflowError e) {
      countFallbackSchema(schema, e);
      return avroFallback.get();
    }
  }

  private DatumWriter<Object> writer(Schema valueSchema, Object sample) {
    if (!isPlain(sample)) {
      return new ReflectWriter(valueSchema, reflectModel);
    }
    return sample instanceof SpecificRecord
        ? new SpecificWriter(valueSchema, specificModel(sample))
        : new GenericWriter(valueSchema, genericModel);
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
    ReaderSchemaSelector.Selection selection = readerSchemaSelector.select(writer, reader);
    SchemaSizeLimit.check(writer, selection.schema());
    ResolvedPair pair = SchemaResolution.of(writer, selection.schema());
    CastMode castMode =
        LogicalTypeResolution.castMode(
            pair, settings.reinterprets() ? CastMode.NONE : CastMode.READING, READ_ADVICE);
    if (writer.getType() != Schema.Type.BYTES) {
      ValueDecoder decoder = decoder(writer, selection, pair, castMode);
      return writer.getType() == Schema.Type.STRING ? new StringDecoder(decoder) : decoder;
    }
    return errorExplainer.decoder(
        RawBytes.decoder(
            selection.schema(),
            settings.target(),
            selection.conversions(),
            castMode.between(writer, selection.schema())));
  }

  /** Serializers other than Confluent's write the length before top-level bytes. */
  @Override
  public ValueDecoder standardDecoder(Schema writer, @Nullable Schema reader) {
    ValueDecoder decoder = decoder(writer, reader);
    return writer.getType() == Schema.Type.BYTES
        ? new LengthPrefixedBytesDecoder(decoder, settings.failsOnTrailingData())
        : decoder;
  }

  private ValueDecoder decoder(
      Schema writer,
      ReaderSchemaSelector.Selection selection,
      ResolvedPair pair,
      CastMode castMode) {
    Supplier<ValueDecoder> avroFallback =
        castMode != CastMode.NONE
            ? RejectingDecoder::ofCasts
            : () ->
                errorExplainer.decoder(
                    new AvroDecoder(selection.readers(), settings.failsOnTrailingData()));
    try {
      CompiledReader program =
          SchemaResolution.withLenientNames(
              () ->
                  CompiledReader.of(
                      pair,
                      selection.model(),
                      selection.stringClasses(),
                      codeGeneration,
                      castMode));
      return new CompiledDecoder(
          program, avroFallback, settings.failsOnTrailingData(), fallbacks, windowPool);
    } catch (RuntimeException e) {
      if (castMode != CastMode.NONE) {
        throw new InvalidSchemaException(
            "values of "
                + writer.getFullName()
                + " have other logical types than they are read as, and are read by Avro's own"
                + " code, which cannot convert them: "
                + ExceptionMessages.of(e)
                + READ_ADVICE,
            e);
      }
      SchemaSizeLimit.checkZeroWidth(writer);
      countFallbackSchema(writer, e);
      return avroFallback.get();
    }
  }

  @Override
  public String text(Object value) {
    return new ValueText(model(value)).of(hasOwnSchema(value) ? valueSchema(value) : null, value);
  }

  private void countFallbackSchema(Schema schema, Throwable why) {
    fallbacks.countSchema();
    LOG.info(
        "Values of {} use Avro's own code, which is slower, because the schema cannot be"
            + " compiled: {}",
        schema.getFullName(),
        ExceptionMessages.of(why));
  }

  @Override
  public CodecFallbacks fallbacks() {
    return fallbacks.counted();
  }
}
