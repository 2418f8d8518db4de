// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.examples.shop.ShopOrder;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The schema languages of the quickstart; the names are those of the registry. */
enum ValueFormat {
  AVRO {
    @Override
    Ends open(
        @Nullable SchemaResolver own, Map<String, Object> writing, Map<String, Object> reading) {
      KafkaAvroSerializer serializer =
          own == null ? new KafkaAvroSerializer() : new KafkaAvroSerializer(own);
      KafkaAvroDeserializer deserializer =
          own == null ? new KafkaAvroDeserializer() : new KafkaAvroDeserializer(own);
      serializer.configure(writing, false);
      deserializer.configure(reading, false);
      return new Ends(serializer, deserializer, () -> deserializer.stats().registryCalls());
    }

    @Override
    String text(@Nullable Object value) {
      return String.valueOf(value);
    }

    @Override
    boolean same(@Nullable Object one, @Nullable Object other) {
      return SameValue.same(one, other);
    }
  },

  JSON {
    @Override
    Ends open(
        @Nullable SchemaResolver own, Map<String, Object> writing, Map<String, Object> reading) {
      KafkaJsonSchemaSerializer<Object> serializer =
          own == null ? new KafkaJsonSchemaSerializer<>() : new KafkaJsonSchemaSerializer<>(own);
      KafkaJsonSchemaDeserializer<Object> deserializer =
          own == null
              ? new KafkaJsonSchemaDeserializer<>()
              : new KafkaJsonSchemaDeserializer<>(own);
      serializer.configure(with(VALIDATED, writing), false);
      deserializer.configure(
          with(
              Map.of("json.value.type", ShopOrder.class, "json.fail.invalid.schema", true),
              reading),
          false);
      return new Ends(serializer, deserializer, () -> deserializer.stats().registryCalls());
    }

    @Override
    String text(@Nullable Object value) {
      try {
        return MAPPER.writeValueAsString(value);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    boolean same(@Nullable Object one, @Nullable Object other) {
      return Objects.equals(one, other);
    }
  };

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /**
   * Each order is held against the registered schema. What its Java class could hold is not: it
   * could hold nulls that the schema refuses.
   */
  private static final Map<String, Object> VALIDATED =
      Map.of(
          "json.write.dates.iso8601", true,
          "json.fail.invalid.schema", true,
          "latest.compatibility.strict", false);

  /**
   * A serializer and a deserializer, configured.
   *
   * @param registryCalls counts the calls of both, which share one resolver
   */
  record Ends(
      Serializer<Object> serializer, Deserializer<Object> deserializer, LongSupplier registryCalls)
      implements AutoCloseable {

    @Override
    public void close() {
      serializer.close();
      deserializer.close();
    }
  }

  /** A serializer and a deserializer of values, which share the resolver of their settings. */
  Ends open(Map<String, Object> writing, Map<String, Object> reading) {
    return open(null, writing, reading);
  }

  /**
   * A serializer and a deserializer of values.
   *
   * @param own the resolver that they use, or null for the one that equal settings share
   */
  abstract Ends open(
      @Nullable SchemaResolver own, Map<String, Object> writing, Map<String, Object> reading);

  /** A value as JSON text. */
  abstract String text(@Nullable Object value);

  /** Whether two values hold the same data. */
  abstract boolean same(@Nullable Object one, @Nullable Object other);

  /**
   * The format that a user names.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  static ValueFormat of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("-Dformat=" + name + " is neither avro nor json"));
  }

  private static Map<String, Object> with(Map<String, Object> usual, Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(usual);
    all.putAll(given);
    return all;
  }
}
