// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.codec.WriteConversion;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.connect.data.DataFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * Connect's schemas and values as Avro. Values go into bytes and come out of them without generic
 * values between. Where the data has another schema than the values, in other than its properties,
 * generic values are resolved from one to the other.
 */
public final class AvroData implements DataFormat<Schema> {

  private static final byte[] NO_FRAME = {};

  private final AvroCodec codec;
  private final AvroCodec resolving = AvroCodec.generic();
  private final AvroOptions options;
  private final BufferPool<BinaryWriter> writers = new BufferPool<>(BinaryWriter::new);

  private AvroData(AvroCodec codec, AvroOptions options) {
    this.codec = codec;
    this.options = options;
  }

  /** Creates the conversions of values that are written. */
  public static AvroData forSerializer(SerdeConfig config) {
    return new AvroData(AvroCodec.forSerializer(config), AvroOptions.of(config));
  }

  /** Creates the conversions of values that are read. */
  public static AvroData forDeserializer(SerdeConfig config) {
    return new AvroData(AvroCodec.forDeserializer(config), AvroOptions.of(config));
  }

  @Override
  public SchemaFormat<Schema> format() {
    return codec.format();
  }

  @Override
  public Schema schemaOf(org.apache.kafka.connect.data.@Nullable Schema schema) {
    if (schema == null) {
      return Anything.SCHEMA;
    }
    try {
      return AvroSchemas.of(schema, options);
    } catch (AvroRuntimeException e) {
      throw new InvalidSchemaException(
          "the schema "
              + schema.name()
              + " cannot be an Avro schema: "
              + e.getMessage()
              + (options.scrubs()
                  ? "; names that differ in replaced characters only become one"
                  : "; " + ConverterKeys.SCRUB_NAMES + "=true replaces what names must not have"),
          e);
    }
  }

  @Override
  public ValueEncoder encoder(Schema registered, Schema own, SchemaAndValue sample) {
    org.apache.kafka.connect.data.Schema schema = sample.schema();
    DataWriter writer =
        schema == null ? Anything::write : WriterCompiler.payload(schema, own, options);
    ValueEncoder direct = new DirectEncoder(writer, schema, writers);
    if (!WriteConversion.isNeeded(own, registered)) {
      return direct;
    }
    ValueDecoder resolved = resolving.decoder(own, registered);
    ValueEncoder encoder = resolving.encoder(registered, anySample(registered));
    return (value, frame) -> encoder.encode(generic(direct, resolved, value), frame);
  }

  /**
   * A map has no schema of its own: values of any kind are written in the given one. Bytes alone
   * are written without a length.
   */
  private static Object anySample(Schema registered) {
    return registered.getType() == Schema.Type.BYTES ? ByteBuffer.allocate(0) : Map.of();
  }

  /** A value as a generic one of the registered schema. */
  private static Object generic(ValueEncoder direct, ValueDecoder resolved, Object value) {
    byte[] bytes = direct.encode(value, NO_FRAME);
    return Objects.requireNonNull(resolved.decode(bytes, 0, bytes.length), "a null has no bytes");
  }

  @Override
  public ValueDecoder decoder(Schema writer, @Nullable Schema reader, boolean isStandard) {
    ValueDecoder generic =
        isStandard ? codec.standardDecoder(writer, reader) : codec.decoder(writer, reader);
    if (reader == null || reader.equals(writer)) {
      return direct(writer, generic, isStandard);
    }
    return new ResolvedDecoder(
        generic,
        resolving.encoder(reader, anySample(reader)),
        direct(reader, resolving.decoder(reader, null), false));
  }

  private ValueDecoder direct(Schema avro, ValueDecoder generic, boolean isStandard) {
    if (avro.getType() == Schema.Type.NULL) {
      return new DirectDecoder(in -> null, null, generic);
    }
    if (avro.getFullName().equals(AvroNames.ANYTHING)) {
      return new DirectDecoder(Anything::read, null, generic);
    }
    org.apache.kafka.connect.data.Schema schema = ConnectSchemas.of(avro, options);
    return new DirectDecoder(ReaderCompiler.payload(avro, schema, isStandard), schema, generic);
  }
}
