// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Registry.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.serde.GlueSchemaLookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One consumer reads the records that several serializers have written to one topic. */
class MixedTopicTest {

  private static final String ALL = "dual,apicurio-2,apicurio-3,glue,single-object,none";
  private static final UUID VERSION = UUID.fromString("b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63");
  static final Schema OLD =
      schema(
          "{'type':'record','name':'Address','namespace':'io.velostream.schema.avro.generated',"
              + "'fields':[{'name':'street','type':'string'}]}");
  static final Schema OF_GLUE =
      schema(
          "{'type':'record','name':'Address','namespace':'io.velostream.schema.avro.generated',"
              + "'fields':[{'name':'zip','type':'string'},{'name':'street','type':'string'}]}");

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** A copy of Glue's registry. */
  public static final class Lookup implements GlueSchemaLookup {
    @Override
    public SchemaDefinition schema(UUID schemaVersionId) {
      return schemaVersionId.equals(VERSION)
          ? SchemaDefinition.of("AVRO", OF_GLUE.toString())
          : null;
    }
  }

  private KafkaAvroDeserializer deserializer(boolean isKey, String frames, Object... settings) {
    Map<String, Object> configs = Registry.own(settings);
    configs.put((isKey ? "key" : "value") + ".schema.id.deserializer", frames);
    configs.put("schema.glue.lookup.class", Lookup.class);
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry.resolver);
    deserializer.configure(configs, isKey);
    return deserializer;
  }

  static byte[] plain(Schema schema, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] framed(byte[] payload, int... frame) {
    ByteBuffer record = ByteBuffer.allocate(frame.length + payload.length);
    for (int each : frame) {
      record.put((byte) each);
    }
    return record.put(payload).array();
  }

  static byte[] glue(boolean isCompressed, byte[] payload) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
      out.write(payload);
    }
    byte[] rest = isCompressed ? compressed.toByteArray() : payload;
    return ByteBuffer.allocate(18 + rest.length)
        .put((byte) 3)
        .put((byte) (isCompressed ? 5 : 0))
        .putLong(VERSION.getMostSignificantBits())
        .putLong(VERSION.getLeastSignificantBits())
        .put(rest)
        .array();
  }

  static GenericRecord of(Schema schema) {
    GenericRecordBuilder record = new GenericRecordBuilder(schema);
    schema
        .getFields()
        .forEach(field -> record.set(field, field.name().equals("zip") ? "1" : "Main Street"));
    return record.build();
  }

  static byte[] singleObject(Schema schema) throws IOException {
    ByteBuffer message =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(of(schema));
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }

  /** Records of every frame; each with the schema that it was written in. */
  private List<ConsumerRecord<byte[], byte[]>> topic(
      boolean isKey, Map<ConsumerRecord<byte[], byte[]>, Schema> writers) throws IOException {
    Schema now = Address.getClassSchema();
    String subject = TOPIC + (isKey ? "-key" : "-value");
    registry.server.compatibility(subject, "NONE");
    int old = registry.server.register(subject, OLD.toString());
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry.resolver);
    serializer.configure(Registry.own(), isKey);
    KafkaAvroSerializer inHeader = new KafkaAvroSerializer(registry.resolver);
    inHeader.configure(
        Registry.own((isKey ? "key" : "value") + ".schema.id.serializer", "header"), isKey);
    Headers confluent = new RecordHeaders();
    Headers apicurio =
        new RecordHeaders()
            .add(
                "apicurio." + (isKey ? "key" : "value") + ".globalId",
                ByteBuffer.allocate(8).putLong(old).array())
            .add("apicurio." + (isKey ? "key" : "value") + ".encoding", "BINARY".getBytes(UTF_8));
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    add(records, writers, isKey, now, serializer.serialize(TOPIC, of(now)), null);
    add(records, writers, isKey, now, inHeader.serialize(TOPIC, confluent, of(now)), confluent);
    add(records, writers, isKey, OLD, framed(plain(OLD, of(OLD)), 0, 0, 0, 0, old), null);
    add(
        records,
        writers,
        isKey,
        OLD,
        framed(plain(OLD, of(OLD)), 0, 0, 0, 0, 0, 0, 0, 0, old),
        null);
    add(records, writers, isKey, OLD, plain(OLD, of(OLD)), apicurio);
    add(records, writers, isKey, OF_GLUE, glue(false, plain(OF_GLUE, of(OF_GLUE))), null);
    add(records, writers, isKey, OF_GLUE, glue(true, plain(OF_GLUE, of(OF_GLUE))), null);
    add(records, writers, isKey, OLD, singleObject(OLD), null);
    add(records, writers, isKey, now, singleObject(now), null);
    add(records, writers, isKey, OLD, plain(OLD, of(OLD)), null);
    return records;
  }

  private static void add(
      List<ConsumerRecord<byte[], byte[]>> records,
      Map<ConsumerRecord<byte[], byte[]>, Schema> writers,
      boolean isKey,
      Schema writer,
      byte[] data,
      Headers headers) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(TOPIC, 0, records.size(), isKey ? data : null, isKey ? null : data);
    if (headers != null) {
      headers.forEach(record.headers()::add);
    }
    records.add(record);
    writers.put(record, writer);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsATopicOfAllFramesInTurn(boolean isKey) throws IOException {
    Map<ConsumerRecord<byte[], byte[]>, Schema> writers = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> records = topic(isKey, writers);
    String what = isKey ? "key" : "value";
    try (KafkaAvroDeserializer generic =
            deserializer(isKey, ALL, what + ".plain.schema", OLD.toString());
        KafkaAvroDeserializer specific =
            deserializer(
                isKey,
                ALL,
                what + ".plain.schema",
                OLD.toString(),
                isKey ? AvroKeys.KEY_TYPE : AvroKeys.VALUE_TYPE,
                Address.class)) {
      for (int round = 0; round < 3; round++) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
          byte[] data = isKey ? record.key() : record.value();
          Schema writer = writers.get(record);
          Object value = generic.deserialize(TOPIC, record.headers(), data);

          assertThat(value).hasToString(of(writer).toString());
          assertThat(((GenericRecord) value).getSchema()).isEqualTo(writer);
          assertThat(generic.deserialize(TOPIC, record.headers(), direct(data))).isEqualTo(value);
          if (writer.getField("zip") != null) {
            assertThat(specific.deserialize(TOPIC, record.headers(), data))
                .isEqualTo(new Address("Main Street", "1"));
          }
        }
      }
    }
  }

  private static ByteBuffer direct(byte[] data) {
    return ByteBuffer.allocateDirect(data.length).put(data).flip();
  }

  @Test
  void readsTopLevelBytesAsTheSpecificationEncodesThem() throws IOException {
    Schema bytes = Schema.create(Schema.Type.BYTES);
    int id = registry.server.register(TOPIC + "-value", "\"bytes\"");
    byte[] content = {0, 1, 2};
    byte[] spec = plain(bytes, ByteBuffer.wrap(content));
    ByteBuffer message =
        new BinaryMessageEncoder<>(GenericData.get(), bytes).encode(ByteBuffer.wrap(content));
    byte[] singleObject = new byte[message.remaining()];
    message.get(singleObject);
    try (KafkaAvroDeserializer reader =
            deserializer(false, "dual,single-object,none", "value.plain.schema", "\"bytes\"");
        KafkaAvroDeserializer config =
            deserializer(false, "single-object,config", "use.schema.id", id)) {
      assertThat(reader.deserialize(TOPIC, spec)).isEqualTo(content);
      assertThat(reader.deserialize(TOPIC, null, direct(spec))).isEqualTo(content);
      assertThat(reader.deserialize(TOPIC, singleObject)).isEqualTo(content);
      // as Confluent's serializers write them: without the length
      assertThat(reader.deserialize(TOPIC, framed(content, 0, 0, 0, 0, 1))).isEqualTo(content);
      assertThat(config.deserialize(TOPIC, content)).isEqualTo(content);
      assertThatThrownBy(() -> reader.deserialize(TOPIC, new byte[] {8, 1}))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("length is given as 4 bytes, but 1 bytes remain");
      assertThatThrownBy(() -> reader.deserialize(TOPIC, new byte[] {1}))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("length is given as -1 bytes");
      assertThatThrownBy(() -> reader.deserialize(TOPIC, new byte[] {-1, -1}))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("does not begin with a valid length");
    }
  }

  /** A payload that begins as a frame of the list does is taken for one; see the documentation. */
  @Test
  void takesAPlainPayloadForAFrameWhereItBeginsAsOne() {
    Schema number = Schema.create(Schema.Type.LONG);
    try (KafkaAvroDeserializer alone =
            deserializer(false, "none", "value.plain.schema", "\"string\"");
        KafkaAvroDeserializer mixed =
            deserializer(false, "dual,none", "value.plain.schema", "\"string\"")) {
      byte[] empty = plain(Schema.create(Schema.Type.STRING), "");
      assertThat(alone.deserialize(TOPIC, empty)).isEqualTo("");
      assertThat(mixed.deserialize(TOPIC, empty)).isEqualTo("");
      byte[] longer = framed(plain(number, 5L), 0, 0, 0, 1, 0);
      assertThat(alone.deserialize(TOPIC, longer)).isEqualTo("");
      assertThatThrownBy(() -> mixed.deserialize(TOPIC, longer))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("id 256");
    }
  }

  @Test
  void readsPlainRecordsInARegisteredSchemaAsTheNewestVersion() {
    int id = registry.server.register(TOPIC + "-value", OLD.toString());
    String newest =
        OLD.toString()
            .replace("]}", ",{\"name\":\"zip\",\"type\":\"string\",\"default\":\"none\"}]}");
    registry.server.register(TOPIC + "-value", newest);
    try (KafkaAvroDeserializer reader =
        deserializer(false, "none", "use.schema.id", id, "use.latest.version", true)) {
      assertThat(reader.deserialize(TOPIC, plain(OLD, of(OLD))))
          .hasToString("{\"street\": \"Main Street\", \"zip\": \"none\"}");
    }
  }

  @Test
  void saysWhatIsWrongWithARecordThatDoesNotFit() {
    try (KafkaAvroDeserializer reader =
        deserializer(false, "none", "value.plain.schema", OLD.toString())) {
      assertThatThrownBy(() -> reader.deserialize(TOPIC, "{\"a\":\"s3cret\"}".getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("a value of topic orders written without a frame")
          .hasMessageContaining("looks like plain JSON text")
          .hasMessageNotContaining("s3cret");
    }
  }

  /** A copy of Glue's registry that may be out of reach. */
  public static final class FailingLookup implements GlueSchemaLookup {

    private static volatile boolean fails;

    @Override
    public SchemaDefinition schema(UUID schemaVersionId) {
      if (fails) {
        throw new IllegalStateException("no answer");
      }
      return new Lookup().schema(schemaVersionId);
    }
  }

  private KafkaAvroDeserializer inAnotherProcess(Path folder, String... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.server.url());
    configs.put("value.schema.id.deserializer", ALL);
    configs.put("schema.glue.lookup.class", FailingLookup.class);
    configs.put("value.plain.schema", OLD.toString());
    configs.put("schema.snapshot.path", folder.resolve("snapshot").toString());
    configs.put("schema.snapshot.encryption", "none");
    configs.put("schema.lookup.timeout.ms", 2_000);
    KafkaAvroDeserializer reader = new KafkaAvroDeserializer();
    reader.configure(configs, false);
    return reader;
  }

  @Test
  void readsAllFramesAfterARestartWhileNobodyAnswers(@TempDir Path folder) throws IOException {
    Map<ConsumerRecord<byte[], byte[]>, Schema> writers = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> records = topic(false, writers);
    try (KafkaAvroDeserializer before = inAnotherProcess(folder)) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        assertThat(before.deserialize(TOPIC, record.headers(), record.value()))
            .hasToString(of(writers.get(record)).toString());
      }
    }
    registry.server.stop();
    FailingLookup.fails = true;
    try (KafkaAvroDeserializer after = inAnotherProcess(folder)) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        assertThat(after.deserialize(TOPIC, record.headers(), record.value()))
            .hasToString(of(writers.get(record)).toString());
      }
      byte[] unknown = framed(plain(OLD, of(OLD)), 0, 0, 0, 0, 0, 0, 0, 0, 77);
      assertThatThrownBy(() -> after.deserialize(TOPIC, unknown))
          .isInstanceOf(KafkaException.class);
    } finally {
      FailingLookup.fails = false;
    }
  }
}
