// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.serde.ContextNameStrategy;
import io.velostream.schema.serde.ForeignFrameFixture;
import io.velostream.schema.serde.RecordNameStrategy;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records with frames of others, and topics that hold several. */
class FrameListTest extends ForeignFrameFixture {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsATopicOfAllFramesInTurn(boolean isKey) {
    String subject = "orders-" + (isKey ? "key" : "value");
    registry.compatibility(subject, "NONE");
    int id = registry.register(subject, OLD);
    registry.register(subject, NEW);
    UUID guid = registry.guid(subject, 1);
    String name = "__" + (isKey ? "key" : "value") + "_schema_id";
    Headers header = new RecordHeaders().add(name, WireFormat.guidFrame(guid));
    try (DeserializerEngine<String> reader =
        reader(
            isKey,
            "dual, apicurio-2,apicurio-3,glue,single-object,none",
            (isKey ? "key" : "value") + ".plain.schema",
            "plain schema")) {
      for (int round = 0; round < 3; round++) {
        Decoded old = new Decoded("a", OLD, null);
        assertThat(read(reader, null, intId(id, "a"))).isEqualTo(old);
        assertThat(read(reader, header, "a".getBytes(UTF_8))).isEqualTo(old);
        assertThat(
                read(
                    reader,
                    null,
                    framed(
                        ByteBuffer.wrap(WireFormat.guidFrame(guid)).position(17),
                        "a".getBytes(UTF_8))))
            .isEqualTo(old);
        assertThat(read(reader, null, longId(id, "a"))).isEqualTo(old);
        assertThat(read(reader, apicurio(isKey, "globalId", id), "a".getBytes(UTF_8)))
            .isEqualTo(old);
        assertThat(read(reader, apicurio(isKey, "contentId", id), "a".getBytes(UTF_8)))
            .isEqualTo(old);
        assertThat(read(reader, null, glue(VERSION, "a"))).isEqualTo(new Decoded("a", GLUE, null));
        assertThat(
                read(
                    reader,
                    null,
                    framed(glueHeader(VERSION, 5), deflated("ab".repeat(5_000).getBytes(UTF_8)))))
            .isEqualTo(new Decoded("ab".repeat(5_000), GLUE, null));
        assertThat(read(reader, null, singleObject(TextFormat.fingerprintOf(OLD), "a")))
            .isEqualTo(old);
        assertThat(read(reader, null, singleObject(TextFormat.fingerprintOf(NEW), "a")))
            .isEqualTo(new Decoded("a", NEW, null));
        assertThat(read(reader, null, "plain".getBytes(UTF_8)))
            .isEqualTo(new Decoded("plain", "plain schema", null));
        assertThat(read(reader, null, new byte[0]))
            .isEqualTo(new Decoded("", "plain schema", null));
        assertThat(reader.deserialize("orders", null, (byte[]) null)).isNull();
      }
      assertThat(Lookup.CALLS).hasValue(1);
    }
    assertThat(Lookup.CLOSED).hasValue(1);
    assertThat(codec.decodersMade).hasValueLessThan(12);
  }

  @Test
  void takesTheLastHeaderBeforeTheFirstBytesWhateverTheOrder() {
    int id = registry.register("other", OLD);
    byte[] payload = intId(12_345, "bare, though it begins as a frame does");
    for (String frames :
        new String[] {"prefix,apicurio-3", "apicurio-3,prefix", "dual,apicurio-2"}) {
      try (DeserializerEngine<String> reader = reader(false, frames)) {
        assertThat(((Decoded) read(reader, apicurio(false, "contentId", id), payload)).writer())
            .isEqualTo(OLD);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'apicurio-2,dual'",
    "'dual,apicurio-2'",
    "'apicurio-3,apicurio-2'",
    "'prefix,apicurio-2'"
  })
  void takesAnIdForOneOfEightBytesWhereItsFirstFourAreZero(String frames) {
    int id = registry.register("other", OLD);
    try (DeserializerEngine<String> reader = reader(false, frames)) {
      assertThat(read(reader, null, longId(id, "x"))).isEqualTo(new Decoded("x", OLD, null));
      assertThat(read(reader, null, intId(id, "x"))).isEqualTo(new Decoded("x", OLD, null));
      // as long as the frame of an id of 8 bytes, and longer
      assertThat(read(reader, null, intId(id, "xxxx"))).isEqualTo(new Decoded("xxxx", OLD, null));
      assertThat(read(reader, null, intId(id, "\0\0\0\0x")))
          .isEqualTo(new Decoded("\0\0\0\0x", OLD, null));
    }
  }

  @Test
  void saysThatAnIdDoesNotFitIntoFourBytes() {
    try (DeserializerEngine<String> reader = reader(false, "apicurio-2")) {
      assertThatThrownBy(() -> read(reader, null, longId(1L << 40, "x")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("Apicurio's globalId 1099511627776")
          .hasMessageContaining("does not fit into the 4 bytes")
          .hasMessageContaining("/apis/ccompat/v7")
          .hasMessageContaining("value.schema.id.deserializer=apicurio-2,apicurio-3 reads it");
    }
  }

  @Test
  void asksAgainForAnUnknownVersionOnlyAfterATime() {
    UUID unknown = new UUID(1, 2);
    try (DeserializerEngine<String> reader = reader(false, "glue")) {
      for (int round = 0; round < 3; round++) {
        assertThatThrownBy(() -> reader.deserialize("orders", null, glue(unknown, "x")))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining(unknown.toString());
      }
      assertThat(Lookup.CALLS).hasValue(1);

      now.addAndGet(2_000_000_001L);
      Lookup.SCHEMAS.put(unknown, SchemaDefinition.of(TextFormat.TYPE, GLUE));

      assertThat(read(reader, null, glue(unknown, "x"))).isEqualTo(new Decoded("x", GLUE, null));
      assertThat(Lookup.CALLS).hasValue(2);
    }
  }

  @Test
  void refusesWhatIsLargerThanAllowedOnceItIsUncompressed() {
    byte[] bomb = framed(glueHeader(VERSION, 5), deflated(new byte[1_000_001]));
    byte[] fits = framed(glueHeader(VERSION, 5), deflated("x".repeat(1_000_000).getBytes(UTF_8)));
    try (DeserializerEngine<String> reader =
        reader(false, "glue", "schema.glue.max.uncompressed.bytes", 1_000_000)) {
      assertThatThrownBy(() -> reader.deserialize("orders", null, bomb))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("more than 1000000 bytes")
          .hasMessageContaining("schema.glue.max.uncompressed.bytes");
      assertThat(((Decoded) read(reader, null, fits)).text()).hasSize(1_000_000);
    }
  }

  @Test
  void refusesBrokenCompression() {
    byte[] whole = deflated("a payload".getBytes(UTF_8));
    try (DeserializerEngine<String> reader = reader(false, "glue")) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = framed(glueHeader(VERSION, 5), Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> reader.deserialize("orders", null, cut))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("compressed payload");
      }
      byte[] more = framed(glueHeader(VERSION, 5), Arrays.copyOf(whole, whole.length + 1));
      assertThatThrownBy(() -> reader.deserialize("orders", null, more))
          .hasMessageContaining("followed by 1 bytes");
      assertThatThrownBy(
              () ->
                  reader.deserialize("orders", null, framed(glueHeader(VERSION, 5), new byte[40])))
          .hasMessageContaining("zlib");
    }
  }

  @Test
  void namesTheHeaderThatIsNotLookedAt() {
    Headers headers = new RecordHeaders().add("__value_schema_id", WireFormat.idFrame(7));
    Headers ofKey = apicurio(true, "globalId", 1);
    try (DeserializerEngine<String> reader = reader(false, "prefix")) {
      assertThatThrownBy(() -> read(reader, headers, "x".getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("it has the header __value_schema_id")
          .hasMessageContaining("value.schema.id.deserializer=prefix,header reads it");
      assertThatThrownBy(() -> read(reader, ofKey, "x".getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class)
          .hasMessageNotContaining("Apicurio");
    }
    try (DeserializerEngine<String> reader = reader(false, "glue")) {
      assertThatThrownBy(() -> read(reader, null, longId(7, "x")))
          .hasMessageContaining("a 0 and an id of 8 bytes")
          .hasMessageContaining("value.schema.id.deserializer=glue,apicurio-2 reads it");
      assertThatThrownBy(() -> read(reader, null, intId(7, "x")))
          .hasMessageContaining("a 0 and an id of 4 bytes")
          .hasMessageContaining("value.schema.id.deserializer=glue,dual reads it");
    }
    try (DeserializerEngine<String> reader = reader(false, "dual,glue")) {
      assertThatThrownBy(() -> read(reader, null, intId(12_345, "x")))
          .hasMessageContaining("value.schema.id.deserializer=glue,apicurio-3 reads it")
          .hasMessageContaining("apicurio.registry.use-id");
    }
  }

  @Test
  void saysWhatARecordLooksLikeThatIsNotInTheList() {
    try (DeserializerEngine<String> reader = reader(false, "dual,glue")) {
      assertThatThrownBy(() -> read(reader, null, singleObject(1, "s3cret")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("single-object encoding")
          .hasMessageContaining("value.schema.id.deserializer=dual,glue,single-object reads it")
          .hasMessageNotContaining("s3cret");
      assertThatThrownBy(() -> read(reader, null, "s3cret".getBytes(UTF_8)))
          .hasMessageContaining("none of the frames that value.schema.id.deserializer names")
          .hasMessageNotContaining("s3cret");
    }
    try (DeserializerEngine<String> reader = reader(false, "none", "value.plain.schema", "text")) {
      assertThat(read(reader, null, glue(VERSION, "x"))).isInstanceOf(Decoded.class);
    }
  }

  @Test
  void refusesAHeaderWithoutAnId() {
    Headers none = new RecordHeaders().add("apicurio.value.globalId", new byte[3]);
    Headers other = new RecordHeaders().add("apicurio.value.artifactId", "a".getBytes(UTF_8));
    Headers json =
        apicurio(false, "globalId", 1).add("apicurio.value.encoding", "JSON".getBytes(UTF_8));
    try (DeserializerEngine<String> reader = reader(false, "apicurio-3,glue")) {
      assertThatThrownBy(() -> read(reader, none, "x".getBytes(UTF_8)))
          .hasMessageContaining("header apicurio.value.globalId that holds no schema id");
      assertThatThrownBy(() -> read(reader, other, "x".getBytes(UTF_8)))
          .hasMessageContaining("neither a globalId nor a contentId");
      assertThatThrownBy(() -> read(reader, json, "x".getBytes(UTF_8)))
          .hasMessageContaining("apicurio.registry.avro.encoding=BINARY");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', must be a list of",
    "'dual,nothing', must be a list of",
    "'dual,dual', occurs twice",
    "'none,dual', must be last",
    "'config,none', must be last",
    "'dual,none', 'needs one of use.schema.id, use.schema.guid and value.plain.schema'",
    "'dual,config', needs one of use.schema.id and use.schema.guid"
  })
  void refusesListsThatMakeNoSense(String frames, String problem) {
    assertThatThrownBy(() -> reader(false, frames))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void refusesPlacesThatLackWhatTheyNeed() {
    assertThatThrownBy(
            () ->
                DeserializerEngine.create(
                    SerdeConfig.forDeserializer(
                        Map.of("value.schema.id.deserializer", "glue"), false, new ConfigDef()),
                    codec,
                    resolver))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.glue.lookup.class");
    assertThatThrownBy(
            () ->
                reader(
                    false,
                    "single-object",
                    "value.subject.name.strategy",
                    RecordNameStrategy.class.getName()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("value.subject.name.strategy")
        .hasMessageContaining("single-object");
  }

  @Test
  void asksALookupThatFailsAgainAfterATime() {
    try (DeserializerEngine<String> reader = reader(false, "glue")) {
      Lookup.FAILS.set(true);
      for (int n = 0; n < 10; n++) {
        assertThatThrownBy(() -> read(reader, null, glue(VERSION, "a")))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining(Lookup.class.getName());
      }
      assertThat(Lookup.CALLS).hasValue(1);

      Lookup.FAILS.set(false);
      now.addAndGet(2_000_000_001L);

      assertThat(read(reader, null, glue(VERSION, "a"))).isEqualTo(new Decoded("a", GLUE, null));
    }
  }

  /** Each topic has a registry context of its own. */
  public static final class ContextOfTopic implements ContextNameStrategy {
    @Override
    public String contextName(String topic) {
      return "." + topic;
    }
  }

  /** References of one Glue schema version are resolved in the context of each record's topic. */
  @Test
  void resolvesReferencesOfGlueSchemasInTheContextOfTheTopic() {
    registry.register(":.here:customers", OLD);
    Lookup.SCHEMAS.put(
        VERSION,
        new SchemaDefinition(
            TextFormat.TYPE, GLUE, List.of(new SchemaReference("c", "customers", 1)), null, null));
    try (DeserializerEngine<String> reader =
        reader(false, "glue", "context.name.strategy", ContextOfTopic.class)) {
      assertThat(reader.deserialize("here", null, glue(VERSION, "a"))).isNotNull();
      assertThatThrownBy(() -> reader.deserialize("elsewhere", null, glue(VERSION, "a")))
          .isInstanceOf(SerializationException.class)
          .hasStackTraceContaining(":.elsewhere:customers");
      assertThat(reader.deserialize("here", null, glue(VERSION, "a"))).isNotNull();
    }
    assertThat(Lookup.CALLS).hasValue(1);
  }
}
