// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.wire.WireFormat;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engines themselves allocate nothing once a schema is known. */
class WarmPathTest {

  private static final int ROUNDS = 20_000;
  private static final String ONE = TextFormat.schema("One");
  private static final String TWO = TextFormat.schema("Two");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final SchemaResolver resolver =
      SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url()))).build();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  @Test
  void serializesWithoutAllocationAlsoWhereTopicsAndSchemasAlternate() {
    registry.compatibility("", "NONE");
    SerdeConfig config = SerdeConfig.forSerializer(Map.of(), false, new ConfigDef());
    try (SerializerEngine<String> engine =
        SerializerEngine.create(config, new SilentCodec(), resolver)) {
      assertAllocatesNothing(
          () -> {
            engine.serialize("orders", null, ONE);
            engine.serialize("orders", null, TWO);
            engine.serialize("payments", null, TWO);
          });
    }
  }

  @Test
  void deserializesWithoutAllocationAlsoWhereSchemasAlternate() {
    registry.compatibility("", "NONE");
    byte[] one = WireFormat.idFrame(registry.register("orders-value", ONE));
    byte[] two = WireFormat.guidFrame(guidOf(TWO));
    ByteBuffer buffer = ByteBuffer.wrap(one);
    Headers headers = new RecordHeaders().add("__value_schema_id", two);
    SerdeConfig config = SerdeConfig.forDeserializer(Map.of(), false, new ConfigDef());
    try (DeserializerEngine<String> engine =
        DeserializerEngine.create(config, new SilentCodec(), resolver)) {
      assertAllocatesNothing(
          () -> {
            engine.deserialize("orders", null, one);
            engine.deserialize("orders", null, two);
            engine.deserialize("orders", null, buffer);
            engine.deserialize("orders", headers, buffer);
          });
    }
  }

  @Test
  void deserializesAsTheNewestVersionOfEachTopicWithoutAllocation() {
    registry.compatibility("", "NONE");
    byte[] one = WireFormat.idFrame(registry.register("orders-value", ONE));
    registry.register("payments-value", TWO);
    SerdeConfig config =
        SerdeConfig.forDeserializer(Map.of("use.latest.version", "true"), false, new ConfigDef());
    try (DeserializerEngine<String> engine =
        DeserializerEngine.create(config, new SilentCodec(), resolver)) {
      assertAllocatesNothing(
          () -> {
            engine.deserialize("orders", null, one);
            engine.deserialize("payments", null, one);
          });
    }
  }

  private UUID guidOf(String schema) {
    registry.register("orders-value", schema);
    return registry.guid("orders-value", -1);
  }

  /** Runs the work until it is warm, then counts; the count itself may cost a few bytes. */
  private static void assertAllocatesNothing(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = 0; round < ROUNDS; round++) {
      work.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int round = 0; round < ROUNDS; round++) {
      work.run();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(ROUNDS);
  }

  /** Values are their own schemas; encoding and decoding allocate nothing. */
  private static final class SilentCodec implements SchemaCodec<String> {

    private static final byte[] BYTES = {};

    @Override
    public boolean hasOwnSchema(Object value) {
      return true;
    }

    @Override
    public SchemaFormat<String> format() {
      return new TextFormat();
    }

    @Override
    public Object shapeOf(Object value) {
      return value;
    }

    @Override
    public String schemaOf(Object value) {
      return (String) value;
    }

    @Override
    public ValueEncoder encoder(String registered, Object sample) {
      return (value, frame) -> BYTES;
    }

    @Override
    public ValueDecoder decoder(String writer, String reader) {
      return new ValueDecoder() {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
          return writer;
        }

        @Override
        public Object decode(ByteBuffer payload) {
          return writer;
        }
      };
    }
  }
}
