// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.benchmarks.avro.AvroCodecs;
import io.velostream.schema.benchmarks.avro.shape.OrderShape;
import io.velostream.schema.benchmarks.avro.shape.Shape;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Order;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * Times the first record that a cold JVM writes and reads with a configured serializer and
 * deserializer, whose schema the resolver knows, beside the first one of plain Avro; alternating,
 * each in a JVM of its own.
 */
public final class FirstAvroRecord {

  private static final String TOPIC = "first";

  private FirstAvroRecord() {}

  /** Takes the number of rounds (11); or whose code and a URL: the cold JVM itself. */
  public static void main(String... arguments) throws IOException {
    if (arguments.length == 2) {
      System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "*"); // plain Avro asks for it
      System.out.println(arguments[0].equals("avro") ? avro() : velostream(arguments[1]));
      return;
    }
    int rounds = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      System.out.println(
          ColdTimes.of(FirstAvroRecord.class, rounds, registry.url(), "avro", "velostream")
              .report());
    }
  }

  private static long avro() {
    Shape shape = new OrderShape();
    Object value = shape.value(Kind.SPECIFIC);
    long start = System.nanoTime();
    Codec codec = AvroCodecs.of(shape, Kind.SPECIFIC, value);
    codec.read(codec.write(value));
    return ColdTimes.microsSince(start);
  }

  private static long velostream(String url) {
    Object value = new OrderShape().value(Kind.SPECIFIC);
    RegistrySettings registry = RegistrySettings.of(URI.create(url));
    try (SchemaResolver resolver = SchemaResolver.builder().registry(registry).build();
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(resolver);
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(resolver)) {
      Map<String, Object> config = Map.of("specific.avro.value.type", Order.class.getName());
      serializer.configure(config, false);
      deserializer.configure(config, false);
      know(resolver);
      long start = System.nanoTime();
      byte[] bytes = serializer.serialize(TOPIC, value);
      Objects.requireNonNull(deserializer.deserialize(TOPIC, bytes));
      return ColdTimes.microsSince(start);
    }
  }

  /** As if another serializer had asked before. */
  private static void know(SchemaResolver resolver) {
    RegisteredSchema known =
        resolver.register(
            Subject.of(TOPIC + "-value"),
            AvroFormat.INSTANCE.definition(Order.getClassSchema()),
            Normalization.OFF);
    resolver.byId(SchemaId.of(known.idValue()));
    resolver.parse(known, AvroFormat.INSTANCE);
  }
}
