// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registry, and records with frames of others. */
public abstract class ForeignFrameFixture {

  public static final String OLD = TextFormat.schema("Old");
  public static final String NEW = TextFormat.schema("New");
  public static final String GLUE = TextFormat.schema("Glue");
  public static final UUID VERSION = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  public final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  public final AtomicLong now = new AtomicLong();
  public final TextCodec codec = new TextCodec();
  public final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.of(URI.create(registry.url())))
          .nanoTime(now::get)
          .build();

  @BeforeEach
  public void begin() {
    Lookup.SCHEMAS.clear();
    Lookup.SCHEMAS.put(VERSION, SchemaDefinition.of(TextFormat.TYPE, GLUE));
    Lookup.CALLS.set(0);
    Lookup.CLOSED.set(0);
    Lookup.FAILS.set(false);
  }

  @AfterEach
  public void close() {
    resolver.close();
    registry.close();
  }

  /** What stands in for a registry of Glue's. */
  public static final class Lookup implements GlueSchemaLookup, Configurable, AutoCloseable {

    public static final Map<UUID, SchemaDefinition> SCHEMAS = new ConcurrentHashMap<>();
    public static final AtomicInteger CALLS = new AtomicInteger();
    public static final AtomicInteger CLOSED = new AtomicInteger();
    public static final AtomicBoolean FAILS = new AtomicBoolean();
    private boolean isConfigured;

    @Override
    public void configure(Map<String, ?> configs) {
      isConfigured = configs.containsKey("schema.glue.lookup.class");
    }

    @Override
    public SchemaDefinition schema(UUID schemaVersionId) {
      assertThat(isConfigured).isTrue();
      CALLS.incrementAndGet();
      if (FAILS.get()) {
        throw new IllegalStateException("no answer");
      }
      return SCHEMAS.get(schemaVersionId);
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
    }
  }

  public DeserializerEngine<String> reader(boolean isKey, String frames, Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put((isKey ? "key" : "value") + ".schema.id.deserializer", frames);
    configs.put("schema.glue.lookup.class", Lookup.class.getName());
    for (int n = 0; n < settings.length; n += 2) {
      configs.put((String) settings[n], settings[n + 1]);
    }
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs, isKey, new ConfigDef()), codec, resolver, now::get);
  }

  public static byte[] intId(int id, String payload) {
    return framed(ByteBuffer.allocate(5).put((byte) 0).putInt(id), payload.getBytes(UTF_8));
  }

  public static byte[] longId(long id, String payload) {
    return framed(ByteBuffer.allocate(9).put((byte) 0).putLong(id), payload.getBytes(UTF_8));
  }

  public static byte[] glue(UUID version, String payload) {
    return framed(glueHeader(version, 0), payload.getBytes(UTF_8));
  }

  public static ByteBuffer glueHeader(UUID version, int compression) {
    return ByteBuffer.allocate(18)
        .put((byte) 3)
        .put((byte) compression)
        .putLong(version.getMostSignificantBits())
        .putLong(version.getLeastSignificantBits());
  }

  public static byte[] deflated(byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] singleObject(long fingerprint, String payload) {
    return framed(
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xC3)
            .put((byte) 1)
            .putLong(fingerprint),
        payload.getBytes(UTF_8));
  }

  public static byte[] framed(ByteBuffer frame, byte[] payload) {
    return ByteBuffer.allocate(frame.position() + payload.length)
        .put(frame.flip())
        .put(payload)
        .array();
  }

  public static Headers apicurio(boolean isKey, String name, long id) {
    return new RecordHeaders()
        .add(
            "apicurio." + (isKey ? "key." : "value.") + name,
            ByteBuffer.allocate(8).putLong(id).array());
  }

  /** Reads bytes as an array and as buffers of each kind, which must agree. */
  public static Object read(DeserializerEngine<String> reader, Headers headers, byte[] data) {
    Object value = reader.deserialize("orders", headers, data);
    ByteBuffer direct = ByteBuffer.allocateDirect(data.length + 3).position(3);
    direct.put(data).position(3);
    ByteBuffer heap = ByteBuffer.allocate(data.length + 5).position(3);
    heap.put(data).flip().position(3);
    ByteBuffer slice = heap.slice();
    for (ByteBuffer buffer :
        new ByteBuffer[] {direct, heap, slice, heap.asReadOnlyBuffer(), slice.asReadOnlyBuffer()}) {
      int position = buffer.position();
      assertThat(reader.deserialize("orders", headers, buffer)).isEqualTo(value);
      assertThat(buffer.position()).isEqualTo(position);
    }
    return value;
  }
}
