// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.config.AvroKeys;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A Serde of generic records, which hold data of any schema.
 *
 * <p>{@link #configure} must be called before use; safe for use by many threads after that.
 */
public final class GenericAvroSerde implements Serde<GenericRecord> {

  private final TypedSerializer<GenericRecord> serializer;
  private final TypedDeserializer<GenericRecord> deserializer;

  /** Creates a Serde. It shares a resolver with other serdes that have the same settings. */
  public GenericAvroSerde() {
    this(new KafkaAvroSerializer(), new KafkaAvroDeserializer());
  }

  /**
   * Creates a Serde that uses the caller's resolver.
   *
   * @param resolver registers and finds schemas; not closed by {@link #close}
   */
  public GenericAvroSerde(SchemaResolver resolver) {
    this(new KafkaAvroSerializer(resolver), new KafkaAvroDeserializer(resolver));
  }

  private GenericAvroSerde(KafkaAvroSerializer serializer, KafkaAvroDeserializer deserializer) {
    this.serializer = new TypedSerializer<>(serializer, Map.of(), null);
    this.deserializer =
        new TypedDeserializer<>(
            deserializer,
            Map.of(AvroKeys.SPECIFIC_READER, false, AvroKeys.REFLECTION, false),
            GenericRecord.class);
  }

  /** Configures serializer and deserializer. */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    serializer.configure(configs, isKey);
    deserializer.configure(configs, isKey);
  }

  @Override
  public Serializer<GenericRecord> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<GenericRecord> deserializer() {
    return deserializer;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
