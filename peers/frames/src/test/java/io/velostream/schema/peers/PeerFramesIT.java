// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.settings.Normalization;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.apicurio.ApicurioProcess;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.RegistrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A topic with the records of all serializers, each written by its own library, is read by one
 * consumer.
 */
@Tag("registry-it")
class PeerFramesIT {

  private static final String AVRO =
      "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"peers\",\"fields\":["
          + "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"int\"}]}";
  private static final String JSON =
      "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"Order\","
          + "\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},"
          + "\"count\":{\"type\":\"integer\"}}}";
  private static final Map<String, Object> FIELDS = Map.of("id", "o-1", "count", 7);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static PeerLibrary apicurio2;
  private static PeerLibrary apicurio3;
  private static PeerLibrary glue;
  private static GlueStub glueStub;

  private record Written(String by, Headers headers, byte[] data) {}

  @BeforeAll
  static void open() {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    apicurio2 = new PeerLibrary("apicurio-2");
    apicurio3 = new PeerLibrary("apicurio-3");
    glue = new PeerLibrary("glue");
    glueStub = new GlueStub();
  }

  @AfterAll
  static void close() {
    glueStub.close();
    glue.close();
    apicurio3.close();
    apicurio2.close();
  }

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    ApicurioProcess.all()
        .forEach(
            registry -> {
              cases.add(Arguments.of(registry, true));
              cases.add(Arguments.of(registry, false));
            });
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAvroOfAllSerializers(ApicurioProcess registry, boolean isKey) throws IOException {
    String topic = "avro-" + isKey;
    List<Written> records = new ArrayList<>();
    prepare(registry, topic, isKey, "AVRO", AVRO);
    GenericRecord expected = record();
    try (KafkaAvroSerializer ours = new KafkaAvroSerializer()) {
      ours.configure(Map.of("schema.registry.url", registry.url()), isKey);
      records.add(new Written("ours", new RecordHeaders(), ours.serialize(topic, expected)));
    }
    addApicurio(records, registry, topic, isKey, "avro.AvroKafkaSerializer", true);
    addOtherFrames(records, registry, topic, isKey, "avro.AvroKafkaSerializer", true);
    addGlue(records, topic, isKey, "AVRO", glue.avro(AVRO, FIELDS));
    ByteBuffer message =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), expected.getSchema())
            .encode(expected);
    byte[] singleObject = new byte[message.remaining()];
    message.get(singleObject);
    records.add(new Written("single object", new RecordHeaders(), singleObject));
    records.add(new Written("plain", new RecordHeaders(), plain(expected)));
    try (KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      reader.configure(
          configs(registry, isKey, "dual,apicurio-2,apicurio-3,glue,single-object,none", AVRO),
          isKey);
      assertAllRead(reader, topic, records, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsJsonOfAllSerializers(ApicurioProcess registry, boolean isKey) throws IOException {
    String topic = "json-" + isKey;
    JsonNode expected = MAPPER.valueToTree(FIELDS);
    List<Written> records = new ArrayList<>();
    prepare(registry, topic, isKey, "JSON", JSON);
    try (KafkaJsonSchemaSerializer<Object> ours = new KafkaJsonSchemaSerializer<>()) {
      ours.configure(Map.of("schema.registry.url", registry.url()), isKey);
      records.add(
          new Written(
              "ours",
              new RecordHeaders(),
              ours.serialize(topic, new JsonWithSchema(JsonSchema.parse(JSON), expected))));
    }
    addApicurio(records, registry, topic, isKey, "jsonschema.JsonSchemaKafkaSerializer", false);
    addOtherFrames(records, registry, topic, isKey, "jsonschema.JsonSchemaKafkaSerializer", false);
    Object withSchema =
        glue.within(
            () -> {
              Class<?> type =
                  glue.type(
                      "com.amazonaws.services.schemaregistry.serializers.json.JsonDataWithSchema");
              Object builder =
                  PeerLibrary.call(
                      type, null, "builder", JSON, MAPPER.writeValueAsString(expected));
              return PeerLibrary.call(builder.getClass(), builder, "build");
            });
    addGlue(records, topic, isKey, "JSON", withSchema);
    records.add(new Written("plain", new RecordHeaders(), MAPPER.writeValueAsBytes(expected)));
    try (KafkaJsonSchemaDeserializer<JsonNode> reader = new KafkaJsonSchemaDeserializer<>()) {
      Map<String, Object> configs =
          configs(registry, isKey, "dual,apicurio-2,apicurio-3,glue,none", JSON);
      configs.put(isKey ? "json.key.type" : "json.value.type", JsonNode.class);
      configs.put("json.fail.invalid.schema", true);
      reader.configure(configs, isKey);
      assertAllRead(reader, topic, records, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsGlobalIdsOfFourBytes(ApicurioProcess registry, boolean isKey) {
    String topic = "global-" + isKey;
    prepare(registry, topic, isKey, "AVRO", AVRO);
    Written written =
        apicurio(
            apicurio2,
            "io.apicurio.registry.serde.avro.AvroKafkaSerializer",
            registry.url().replaceFirst("/apis/.*", "/apis/registry/v2"),
            topic,
            isKey,
            "false",
            "globalId",
            true,
            "apicurio.registry.as-confluent",
            "true");
    try (KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      Map<String, Object> configs = configs(registry, isKey, "apicurio-3", AVRO);
      configs.put("apicurio.registry.use-id", "globalId");
      reader.configure(configs, isKey);
      assertThat(reader.deserialize(topic, written.headers(), written.data())).isEqualTo(record());
    }
  }

  private static GenericRecord record() {
    return new GenericRecordBuilder(new Schema.Parser().parse(AVRO))
        .set("id", "o-1")
        .set("count", 7)
        .build();
  }

  private static byte[] plain(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /** Registers the schema after others, so that globalId and contentId of it differ. */
  private static void prepare(
      ApicurioProcess registry, String topic, boolean isKey, String type, String text) {
    try (SchemaResolver resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .build()) {
      for (int n = 0; n < 3; n++) {
        resolver.register(
            Subject.of("same-text-" + topic + n), SchemaDefinition.of("AVRO", "\"long\""), Normalization.OFF);
      }
      resolver.register(
          Subject.of(topic + (isKey ? "-key" : "-value")), SchemaDefinition.of(type, text), Normalization.OFF);
    }
  }

  private static Map<String, Object> configs(
      ApicurioProcess registry, boolean isKey, String frames, String plain) {
    String what = isKey ? "key" : "value";
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put(what + ".schema.id.deserializer", frames);
    configs.put(what + ".plain.schema", plain);
    configs.put("schema.glue.lookup.class", GlueStub.Lookup.class.getName());
    configs.put("glue.url", glueStub.url());
    return configs;
  }

  private static void addApicurio(
      List<Written> records,
      ApicurioProcess registry,
      String topic,
      boolean isKey,
      String serializer,
      boolean isAvro) {
    String base = registry.url().replaceFirst("/apis/.*", "/apis/registry/");
    for (String headers : new String[] {"false", "true"}) {
      for (String id : new String[] {"globalId", "contentId"}) {
        boolean isOfPrefix = headers.equals("false");
        if (!(isOfPrefix && id.equals("contentId"))) {
          records.add(
              apicurio(
                  apicurio2,
                  "io.apicurio.registry.serde." + serializer,
                  base + "v2",
                  topic,
                  isKey,
                  headers,
                  id,
                  isAvro));
        }
        if (!registry.isVersion2() && !(isOfPrefix && id.equals("globalId"))) {
          records.add(
              apicurio(
                  apicurio3,
                  "io.apicurio.registry.serde." + serializer,
                  base + "v3",
                  topic,
                  isKey,
                  headers,
                  id,
                  isAvro));
        }
      }
    }
  }

  /** What the serializers write where they are told to write the frame of the other version. */
  private static void addOtherFrames(
      List<Written> records,
      ApicurioProcess registry,
      String topic,
      boolean isKey,
      String serializer,
      boolean isAvro) {
    String base = registry.url().replaceFirst("/apis/.*", "/apis/registry/");
    String className = "io.apicurio.registry.serde." + serializer;
    records.add(
        apicurio(
            apicurio2,
            className,
            base + "v2",
            topic,
            isKey,
            "false",
            "contentId",
            isAvro,
            "apicurio.registry.as-confluent",
            "true"));
    if (!registry.isVersion2()) {
      records.add(
          apicurio(
              apicurio3,
              className,
              base + "v3",
              topic,
              isKey,
              "false",
              "globalId",
              isAvro,
              "apicurio.registry.id-handler",
              "io.apicurio.registry.serde.Legacy8ByteIdHandler"));
    }
  }

  private static Written apicurio(
      PeerLibrary library,
      String className,
      String url,
      String topic,
      boolean isKey,
      String headersEnabled,
      String useId,
      boolean isAvro,
      String... more) {
    Map<String, Object> configs = new HashMap<>();
    for (int n = 0; n < more.length; n += 2) {
      configs.put(more[n], more[n + 1]);
    }
    configs.put("apicurio.registry.url", url);
    configs.put("apicurio.registry.find-latest", "true");
    configs.put("apicurio.registry.artifact.artifact-id", topic + (isKey ? "-key" : "-value"));
    configs.put("apicurio.registry.headers.enabled", headersEnabled);
    configs.put("apicurio.registry.use-id", useId);
    Headers headers = new RecordHeaders();
    try (PeerLibrary.Serializer serializer = library.serializer(className, configs, isKey)) {
      Object value = isAvro ? library.avro(AVRO, FIELDS) : FIELDS;
      byte[] data = serializer.write(topic, headers, value);
      if (headersEnabled.equals("true")) {
        assertThat(headers.lastHeader("apicurio." + (isKey ? "key." : "value.") + useId))
            .isNotNull();
      } else {
        assertThat(data[0]).isZero();
        assertThat(headers).noneMatch(header -> header.key().endsWith("Id"));
      }
      return new Written(
          className + " of " + url + ", " + useId + ", headers " + headersEnabled, headers, data);
    }
  }

  private static void addGlue(
      List<Written> records, String topic, boolean isKey, String format, Object value) {
    for (String compression : new String[] {"NONE", "ZLIB"}) {
      Map<String, Object> configs = new HashMap<>();
      configs.put("region", "us-east-1");
      configs.put("endpoint", glueStub.url());
      configs.put("dataFormat", format);
      configs.put("compression", compression);
      configs.put("schemaName", topic);
      try (PeerLibrary.Serializer serializer =
          glue.serializer(
              "com.amazonaws.services.schemaregistry.serializers.GlueSchemaRegistryKafkaSerializer",
              configs,
              isKey)) {
        Headers headers = new RecordHeaders();
        byte[] data = serializer.write(topic, headers, value);
        assertThat(data).startsWith(3, compression.equals("ZLIB") ? 5 : 0);
        records.add(new Written("glue " + compression, headers, data));
      }
    }
  }

  /** Each twice in turn, so that what was kept for one is not taken for another. */
  private static void assertAllRead(
      Deserializer<?> reader, String topic, List<Written> records, Object expected) {
    for (int round = 0; round < 2; round++) {
      for (Written record : records) {
        assertThat((Object) reader.deserialize(topic, record.headers(), record.data()))
            .as(record.by())
            .isEqualTo(expected);
      }
    }
    assertThat(records).hasSizeGreaterThan(5);
  }
}
