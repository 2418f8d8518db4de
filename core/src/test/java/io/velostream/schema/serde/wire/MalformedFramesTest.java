// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.ApicurioStub;
import io.velostream.schema.serde.ForeignFrameFixture;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records of mixed topics that are truncated, empty or framed twice, and equal ids of all kinds.
 */
class MalformedFramesTest extends ForeignFrameFixture {

  private static final String FRAMES = "dual,apicurio-2,glue,single-object";

  private record Framed(byte[] data, int frameLength) {}

  private List<Framed> ofEachFrame() {
    int id = registry.register("orders-value", OLD);
    byte[] guid = WireFormat.guidFrame(registry.guid("orders-value", 1));
    return List.of(
        new Framed(intId(id, ""), 5),
        new Framed(guid, 17),
        new Framed(longId(id, ""), 9),
        new Framed(glue(VERSION, ""), 18),
        new Framed(framed(glueHeader(VERSION, 5), deflated(new byte[0])), 18),
        new Framed(singleObject(TextFormat.fingerprintOf(OLD), ""), 10));
  }

  @Test
  void refusesEveryFrameThatIsCut() {
    List<Framed> whole = ofEachFrame();
    try (DeserializerEngine<String> reader = reader(false, FRAMES)) {
      for (Framed each : whole) {
        assertThat(((Decoded) read(reader, null, each.data())).text()).isEmpty();
        for (int length = 0; length < each.frameLength(); length++) {
          byte[] cut = Arrays.copyOf(each.data(), length);
          assertThatThrownBy(() -> reader.deserialize("orders", null, cut))
              .as(Arrays.toString(cut))
              .isInstanceOf(SerializationException.class)
              .hasMessageContaining("cannot deserialize a value of topic orders");
          ByteBuffer direct = ByteBuffer.allocateDirect(length).put(cut).flip();
          assertThatThrownBy(() -> reader.deserialize("orders", null, direct))
              .isInstanceOf(SerializationException.class);
          assertThat(direct.remaining()).isEqualTo(length);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"single-object", "dual,glue,single-object"})
  void saysThatAFrameOfOthersIsCut(String frames) {
    byte[] single = Arrays.copyOf(singleObject(5, ""), 9);
    byte[] glue = Arrays.copyOf(glue(VERSION, ""), 17);
    try (DeserializerEngine<String> reader = reader(false, frames)) {
      assertThatThrownBy(() -> reader.deserialize("orders", null, single))
          .isInstanceOf(SerializationException.class)
          .hasMessageEndingWith(
              "; it begins as Avro's single-object encoding does, and is cut: it has 9 of the 10"
                  + " bytes that come before the payload");
      assertThatThrownBy(() -> reader.deserialize("orders", null, glue))
          .isInstanceOf(SerializationException.class)
          .hasMessageEndingWith(
              "; it begins as the header of AWS Glue's serializer does, and is cut: it has 17 of"
                  + " the 18 bytes that come before the payload");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesEveryHeaderThatIsCutAndKeepsTombstones(boolean isKey) {
    int id = registry.register(isKey ? "orders-key" : "orders-value", OLD);
    String confluent = WireFormat.headerName(isKey);
    String apicurio = "apicurio." + (isKey ? "key" : "value") + ".contentId";
    byte[] guid = WireFormat.guidFrame(registry.guid(isKey ? "orders-key" : "orders-value", 1));
    byte[] ofLong = ByteBuffer.allocate(8).putLong(id).array();
    try (DeserializerEngine<String> reader = reader(isKey, FRAMES + ",apicurio-3")) {
      for (Map.Entry<String, byte[]> each :
          List.of(
              Map.entry(confluent, WireFormat.idFrame(id)),
              Map.entry(confluent, guid),
              Map.entry(apicurio, ofLong))) {
        Headers whole = new RecordHeaders().add(each.getKey(), each.getValue());
        assertThat(read(reader, whole, new byte[0])).isEqualTo(new Decoded("", OLD, null));
        assertThat(reader.deserialize("orders", whole, (byte[]) null)).isNull();
        for (int length = 0; length < each.getValue().length; length++) {
          Headers cut = new RecordHeaders();
          cut.add(each.getKey(), Arrays.copyOf(each.getValue(), length));
          assertRefused(reader, cut, each.getKey());
        }
      }
    }
  }

  private static void assertRefused(
      DeserializerEngine<String> reader, Headers headers, String name) {
    assertThatThrownBy(() -> reader.deserialize("orders", headers, new byte[] {'x'}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("has a header " + name + " that holds no schema id");
    assertThat(reader.deserialize("orders", headers, (byte[]) null)).isNull();
  }

  @Test
  void saysThatAPayloadWithAHeaderBeginsAsAFrameDoes() {
    int id = registry.register("orders-value", OLD);
    Headers copied = apicurio(false, "globalId", id);
    try (DeserializerEngine<String> reader = reader(false, "dual,apicurio-3")) {
      // the payload is what follows the header's word: all of it
      byte[] both = intId(id, "x");
      assertThat(read(reader, copied, both))
          .isEqualTo(new Decoded(new String(both, UTF_8), OLD, null));

      byte[] unreadable = intId(id, "poison");
      assertThatThrownBy(() -> reader.deserialize("orders", copied, unreadable))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("the header apicurio.value.globalId names its schema")
          .hasMessageContaining("begins as one with a frame does");
      assertThatThrownBy(() -> reader.deserialize("orders", copied, "poison".getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class)
          .hasMessageNotContaining("frame does");
    }
  }

  /** One number, four schemas, from many threads at once. */
  @Test
  void keepsEqualNumbersOfAllKindsApart() throws Exception {
    String ofConfluent = TextFormat.schema("Confluent");
    String ofGlobal = TextFormat.schema("Global");
    String ofContent = TextFormat.schema("Content");
    try (ApicurioStub apicurio = new ApicurioStub()) {
      apicurio.add(7, 1, ofGlobal, "[]");
      apicurio.add(2, 7, ofContent, "[]");
      apicurio.bodies.put(
          "/ccompat/v7/schemas/ids/7",
          "{\"schemaType\":\""
              + TextFormat.TYPE
              + "\",\"schema\":\""
              + ofConfluent.replace("\"", "\\\"")
              + "\"}");
      try (SchemaResolver own =
              SchemaResolver.builder()
                  .registry(RegistrySettings.of(URI.create(apicurio.url())))
                  .build();
          DeserializerEngine<String> reader = engine(own)) {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
          List<Future<?>> all = new ArrayList<>();
          for (int n = 0; n < 4; n++) {
            all.add(
                threads.submit(
                    () -> {
                      byte[] x = "x".getBytes(UTF_8);
                      for (int round = 0; round < 200; round++) {
                        assertThat(reader.deserialize("t", null, intId(7, "x")))
                            .isEqualTo(new Decoded("x", ofConfluent, null));
                        assertThat(reader.deserialize("t", null, longId(7, "x")))
                            .isEqualTo(new Decoded("x", ofGlobal, null));
                        assertThat(reader.deserialize("t", apicurio(false, "globalId", 7), x))
                            .isEqualTo(new Decoded("x", ofGlobal, null));
                        assertThat(reader.deserialize("t", apicurio(false, "contentId", 7), x))
                            .isEqualTo(new Decoded("x", ofContent, null));
                      }
                    }));
          }
          for (Future<?> each : all) {
            each.get();
          }
        } finally {
          threads.shutdownNow();
        }
      }
    }
  }

  private DeserializerEngine<String> engine(SchemaResolver own) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("value.schema.id.deserializer", "dual,apicurio-2");
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs, false, new ConfigDef()), codec, own, System::nanoTime);
  }
}
