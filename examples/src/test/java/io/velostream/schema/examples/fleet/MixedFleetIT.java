// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.kjetland.jackson.jsonSchema.JsonSchemaDraft;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.serde.RecordNameStrategy;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/**
 * A fleet of which one half writes as the serializers that people have, and the other half with
 * ours: it registers nothing twice, both write the same bytes, and each half reads the other.
 */
class MixedFleetIT {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String THEIRS = "theirs";
  private static final String OURS = "ours";

  /** How ours choose the schema where the other half has registered it before. */
  private static final List<Map<String, Object>> CHOICES =
      List.of(
          Map.of(),
          Map.of("auto.register.schemas", false),
          Map.of("auto.register.schemas", false, "use.latest.version", true));

  private final Set<String> subjects = new TreeSet<>();
  private final List<Team> teams = new ArrayList<>();

  /** One topic, what is written to it, and the settings that both halves share. */
  private record Team(
      String topic,
      Object key,
      Object value,
      PeerFormat format,
      Map<String, Object> settings,
      Map<String, Object> choice) {

    boolean isTheirsFirst() {
      return !choice.isEmpty() || topic.hashCode() % 2 == 0;
    }

    boolean normalizes() {
      return Boolean.TRUE.equals(settings.get("normalize.schemas"));
    }

    boolean isByRecord() {
      return settings.containsKey("value.subject.name.strategy");
    }

    boolean isJson() {
      return format.type().equals("JSON");
    }

    String keySubject() {
      return topic + "-key";
    }

    String valueSubject() throws Exception {
      return isByRecord() ? format.nameIn(format.schemaOf(value)) : topic + "-value";
    }

    Map<String, Object> configs(String url) {
      Map<String, Object> configs = new HashMap<>(settings);
      configs.put("schema.registry.url", url);
      return configs;
    }

    Serializer<Object> serializer(String url, boolean isKey) {
      Serializer<Object> serializer =
          isJson() ? new KafkaJsonSchemaSerializer<>() : new KafkaAvroSerializer();
      Map<String, Object> configs = configs(url);
      configs.putAll(choice);
      serializer.configure(configs, isKey);
      return serializer;
    }

    @SuppressWarnings("unchecked") // the deserializers give what the schema says
    Deserializer<Object> deserializer(String url, boolean isKey) {
      Deserializer<?> deserializer =
          isJson() ? new KafkaJsonSchemaDeserializer<>() : new KafkaAvroDeserializer();
      Object wanted = isKey ? key : value;
      Map<String, Object> configs = configs(url);
      if (isJson()) {
        configs.put(isKey ? "json.key.type" : "json.value.type", wanted.getClass());
      } else if (!isKey && !wanted.getClass().getName().startsWith("org.apache.avro.generic")) {
        configs.put("specific.avro.value.type", wanted.getClass());
      }
      deserializer.configure(configs, isKey);
      return (Deserializer<Object>) deserializer;
    }

    /** A value in words to compare. */
    Object shown(Object some) throws Exception {
      return isJson() ? PeerJson.MAPPER.writeValueAsString(some) : some;
    }
  }

  private void addTeams() {
    List<Object> records = FleetValues.jsonRecords();
    List<Object> scalars = FleetValues.jsonScalars();
    for (JsonSchemaDraft draft : JsonSchemaDraft.values()) {
      for (int flags = 0; flags < 4; flags++) {
        int turn = teams.size();
        addJson(
            records.get(turn % records.size()),
            scalars.get(turn % scalars.size()),
            new PeerJson(draft, (flags & 1) == 0, (flags & 2) == 0),
            Map.of());
      }
    }
    PeerJson usual = new PeerJson(JsonSchemaDraft.DRAFT_07, true, true);
    for (Object value : records) {
      addJson(value, value, usual, Map.of());
      addJson(value, "key", usual, Map.of("value.subject.name.strategy", RecordNameStrategy.class));
      addJson(value, 7, usual, Map.of("normalize.schemas", true));
    }
    for (Object value : FleetValues.avroScalars()) {
      add("avro", value, value, new PeerAvro(), Map.of());
    }
    for (Object value : FleetValues.avroRecords()) {
      add("avro", "key", value, new PeerAvro(), Map.of());
      add("avro", 8L, value, new PeerAvro(), Map.of("normalize.schemas", true));
      add(
          "avro",
          value,
          value,
          new PeerAvro(),
          Map.of("value.subject.name.strategy", RecordNameStrategy.class));
    }
    add(
        "reflect",
        "key",
        new FleetValues.Point(),
        new PeerAvro(),
        Map.of("schema.reflection", true));
  }

  private void addJson(Object value, Object key, PeerJson format, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(
        "json.schema.spec.version",
        format.draft().name().toLowerCase(Locale.ROOT).replace("draft_0", "draft_"));
    settings.put("json.oneof.for.nullables", format.usesOneOf());
    settings.put("json.fail.unknown.properties", format.isClosed());
    add("json", key, value, format, settings);
  }

  private void add(
      String name, Object key, Object value, PeerFormat format, Map<String, Object> settings) {
    int turn = teams.size();
    teams.add(
        new Team(
            name + "-" + turn, key, value, format, settings, CHOICES.get(turn % CHOICES.size())));
  }

  @Test
  void registersNothingTwiceAndReadsEachOther() throws Exception {
    addTeams();
    assertThat(teams).hasSizeGreaterThan(50);
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        ResolverLease shared =
            SchemaResolvers.shared(Map.of("schema.registry.url", registry.url()))) {
      createTopics(kafka);
      try (KafkaProducer<byte[], byte[]> theirs =
          new KafkaProducer<>(
              configs(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
        for (Team team : teams) {
          if (team.isTheirsFirst()) {
            writeTheirs(theirs, registry, team);
            writeOurs(kafka, registry, team);
          } else {
            writeOurs(kafka, registry, team);
            writeTheirs(theirs, registry, team);
          }
        }
      }
      for (String subject : subjects) {
        assertThat(registry.versions(subject)).as(subject).containsExactly(1);
      }
      assertThat(registeredSubjects(registry)).isEqualTo(subjects);
      assertThat(shared.resolver().stats().registryCalls()).isPositive();
      Map<String, Map<String, ConsumerRecord<byte[], byte[]>>> read = readAll(kafka);
      for (Team team : teams) {
        check(registry, team, read.get(team.topic()));
      }
    }
  }

  private void createTopics(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(configs(kafka))) {
      admin
          .createTopics(
              teams.stream().map(team -> new NewTopic(team.topic(), 1, (short) 1)).toList())
          .all()
          .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static Map<String, Object> configs(EmbeddedKafka kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0);
  }

  private void writeTheirs(
      KafkaProducer<byte[], byte[]> producer, EmbeddedSchemaRegistry registry, Team team)
      throws Exception {
    PeerSerializer serializer =
        new PeerSerializer(registry.url(), team.format(), team.normalizes());
    send(
        producer,
        new ProducerRecord<>(
            team.topic(),
            serializer.write(team.keySubject(), team.key()),
            serializer.write(team.valueSubject(), team.value())),
        THEIRS);
    subjects.add(team.keySubject());
    subjects.add(team.valueSubject());
  }

  private void writeOurs(EmbeddedKafka kafka, EmbeddedSchemaRegistry registry, Team team)
      throws Exception {
    try (KafkaProducer<Object, Object> producer =
        new KafkaProducer<>(
            configs(kafka),
            team.serializer(registry.url(), true),
            team.serializer(registry.url(), false))) {
      send(producer, new ProducerRecord<>(team.topic(), team.key(), team.value()), OURS);
    }
  }

  private static <T> void send(KafkaProducer<T, T> producer, ProducerRecord<T, T> record, String by)
      throws Exception {
    record.headers().add("by", by.getBytes(UTF_8));
    producer.send(record).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Set<String> registeredSubjects(EmbeddedSchemaRegistry registry) throws Exception {
    Set<String> names = new TreeSet<>();
    try (InputStream answer = URI.create(registry.url() + "/subjects").toURL().openStream()) {
      PeerJson.MAPPER.readTree(answer).forEach(name -> names.add(name.asText()));
    }
    return names;
  }

  /** The records by topic and by who has written them. */
  private Map<String, Map<String, ConsumerRecord<byte[], byte[]>>> readAll(EmbeddedKafka kafka) {
    Map<String, Map<String, ConsumerRecord<byte[], byte[]>>> read = new LinkedHashMap<>();
    Map<String, Object> configs =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
    int count = 0;
    long start = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(teams.stream().map(team -> new TopicPartition(team.topic(), 0)).toList());
      while (count < 2 * teams.size() && System.nanoTime() - start < DEADLINE.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          String by = new String(each.headers().lastHeader("by").value(), UTF_8);
          read.computeIfAbsent(each.topic(), unused -> new HashMap<>()).put(by, each);
          count++;
        }
      }
    }
    assertThat(count).isEqualTo(2 * teams.size());
    return read;
  }

  private static void check(
      EmbeddedSchemaRegistry registry,
      Team team,
      Map<String, ConsumerRecord<byte[], byte[]>> written)
      throws Exception {
    ConsumerRecord<byte[], byte[]> theirs = written.get(THEIRS);
    ConsumerRecord<byte[], byte[]> ours = written.get(OURS);
    assertThat(ours.key()).as("key of %s", team).isEqualTo(theirs.key());
    assertThat(ours.value()).as("value of %s", team).isEqualTo(theirs.value());
    PeerSerializer peer = new PeerSerializer(registry.url(), team.format(), false);
    assertThat(peer.read(ours.value()))
        .as("%s", team)
        .isEqualTo(
            team.format()
                .read(team.format().schemaOf(team.value()), team.format().write(team.value())));
    assertThat(peer.read(ours.key()))
        .as("%s", team)
        .isEqualTo(
            team.format()
                .read(team.format().schemaOf(team.key()), team.format().write(team.key())));
    try (Deserializer<Object> keys = team.deserializer(registry.url(), true);
        Deserializer<Object> values = team.deserializer(registry.url(), false)) {
      for (ConsumerRecord<byte[], byte[]> each : List.of(theirs, ours)) {
        Object key = keys.deserialize(each.topic(), each.headers(), each.key());
        Object value = values.deserialize(each.topic(), each.headers(), each.value());
        assertThat(team.shown(value)).as("%s", team).isEqualTo(team.shown(team.value()));
        if (!(key instanceof GenericContainer)) {
          assertThat(team.shown(key)).as("%s", team).isEqualTo(team.shown(team.key()));
        }
      }
    }
  }
}
