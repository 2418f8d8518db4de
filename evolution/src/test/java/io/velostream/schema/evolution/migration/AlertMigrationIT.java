// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.migration.TopicMigration.Topics;
import io.velostream.schema.evolution.plan.MigrationPlan;
import io.velostream.schema.evolution.plan.MigrationPlanner;
import io.velostream.schema.evolution.plan.MigrationRates;
import io.velostream.schema.evolution.plan.Operation;
import io.velostream.schema.evolution.plan.RolloutOrder;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.transform.AvroTransformer;
import io.velostream.schema.evolution.transform.AvroValues;
import io.velostream.schema.evolution.transform.TransformOptions;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plan from version 9 to 10 of the alerts of the Rubin Observatory, and its execution with the
 * sample alert on a real broker. The schemas are below the folder that the system property {@code
 * corpus.dir} names. Without it, a small folder of the same shape takes their place.
 */
class AlertMigrationIT {

  /** Version 10 requires values of solar system sources that version 9 does not have. */
  private static final TransformOptions DECISIONS =
      TransformOptions.NONE.withValue("ssSource", null);

  @TempDir private Path folder;

  /** The subjects {@code alert}, {@code diaSource} and so on, with versions 9 and 10. */
  private SchemaCatalog catalog() throws IOException {
    SchemaCatalogBuilder catalog = new SchemaCatalogBuilder();
    for (int version : new int[] {9, 10}) {
      String prefix = "lsst.v" + version + "_0.";
      for (RegisteredSchema each : FolderCatalog.read(corpus().resolve("v" + version)).schemas()) {
        SubjectVersion at = Objects.requireNonNull(each.subjectVersion());
        SchemaReference[] references =
            each.definition().references().stream()
                .map(
                    reference ->
                        new SchemaReference(
                            reference.name(),
                            reference.subject().substring(prefix.length()),
                            version))
                .toArray(SchemaReference[]::new);
        catalog.add(
            Subject.of(at.subject().name().substring(prefix.length())),
            version,
            SchemaDefinition.of(AvroFormat.TYPE, each.definition().text(), references));
      }
    }
    return catalog.build();
  }

  private static MigrationPlan plan(SchemaCatalog catalog) {
    return new MigrationPlanner(catalog, ReferenceSettings.DEFAULT)
        .plan(
            new SubjectVersion(Subject.of("alert"), 9),
            10,
            CompatibilityLevel.BACKWARD,
            MigrationRates.UNKNOWN
                .withBackFill(10_000_000, 20_000)
                .withDeployTime(Duration.ofMinutes(15))
                .withRegistrationTime(Duration.ofSeconds(1))
                .withClients(7, 1),
            DECISIONS,
            null);
  }

  @Test
  void theSampleAlertIsMigrated() throws IOException {
    MigrationPlan plan = plan(catalog());
    System.out.println(plan.toText());
    assertThat(plan.order()).isEqualTo(RolloutOrder.PRODUCERS_FIRST);
    assertThat(plan.steps())
        .extracting(each -> each.operation())
        .containsSubsequence(
            Operation.REGISTER,
            Operation.UPGRADE_PRODUCERS,
            Operation.TRANSFORM_DATA,
            Operation.BACK_FILL,
            Operation.UPGRADE_CONSUMERS,
            Operation.CLEAN_UP);
    Path drawings = Files.createDirectories(Path.of("target", "drawings"));
    Files.writeString(drawings.resolve("alert-plan.txt"), plan.toText());
    Files.writeString(drawings.resolve("alert-plan.mmd"), plan.toMermaid());
    Files.writeString(drawings.resolve("alert-plan.json"), plan.toJson());
    AvroTransformer transformer = plan.avroTransformer(DECISIONS);
    migrate(transformer, alerts(transformer.before()));
  }

  private static void migrate(AvroTransformer transformer, List<GenericRecord> alerts) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        KafkaAvroSerializer writer = new KafkaAvroSerializer();
        KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      writer.configure(
          Map.of("schema.registry.url", registry.url(), "auto.register.schemas", true), false);
      reader.configure(Map.of("schema.registry.url", registry.url()), false);
      Topic topics = new Topic(kafka);
      topics.create("alerts-9", 1);
      topics.create("alerts-10", 1);
      topics.send(
          alerts.stream()
              .map(
                  each ->
                      new ProducerRecord<>(
                          "alerts-9",
                          0,
                          String.valueOf(each.get("diaSourceId")).getBytes(UTF_8),
                          writer.serialize("alerts-9", each)))
              .toList());
      MigrationResult result;
      try (TopicMigration migration =
          TopicMigration.create(
              Map.of("bootstrap.servers", kafka.bootstrapServers()),
              new Topics("alerts-9", "alerts-10"),
              new RecordMapping<Object, Object>(
                  reader, value -> transformer.apply((GenericRecord) value), writer),
              MigrationFailures.STOP)) {
        result = migration.run();
      }
      List<ConsumerRecord<byte[], byte[]>> found = topics.read("alerts-10");
      assertThat(found).hasSameSizeAs(alerts);
      for (int i = 0; i < alerts.size(); i++) {
        GenericRecord made = (GenericRecord) reader.deserialize("alerts-10", found.get(i).value());
        assertThat(made.getSchema()).isEqualTo(transformer.after());
        assertThat(made.get("diaSourceId")).isEqualTo(alerts.get(i).get("diaSourceId"));
        GenericRecord source = (GenericRecord) made.get("diaSource");
        assertThat(source.get("ra"))
            .isEqualTo(((GenericRecord) alerts.get(i).get("diaSource")).get("ra"));
      }
      System.out.println(
          "OK migrated="
              + result.migrated()
              + " lost=0, of "
              + transformer.before().getFullName()
              + " to "
              + transformer.after().getFullName());
    }
  }

  private List<GenericRecord> alerts(Schema schema) throws IOException {
    List<GenericRecord> alerts = new ArrayList<>();
    Path sample = corpus().resolve("v9").resolve("fakeAlert.avro");
    if (!Files.exists(sample)) {
      alerts.add(Objects.requireNonNull(new AvroValues(new Random(1)).record(schema)));
      return alerts;
    }
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(
            sample.toFile(), new GenericDatumReader<>(null, schema, new GenericData()))) {
      reader.forEach(alerts::add);
    }
    return alerts;
  }

  private Path corpus() throws IOException {
    String corpus = System.getProperty("corpus.dir");
    if (corpus != null && !corpus.isEmpty()) {
      return Path.of(corpus, "lsst");
    }
    System.err.println("### corpus.dir is NOT SET: no schema of the corpus was read ###");
    for (int version : new int[] {9, 10}) {
      String prefix = "'lsst.v" + version + "_0.";
      String source = prefix + "diaSource'";
      String optional = "['null'," + prefix + "ssSource']";
      write(
          version,
          "alert",
          "'diaSourceId','long'",
          "'diaSource'," + source,
          "'ssSource'," + optional);
      write(version, "diaSource", "'ra','double'");
    }
    write(9, "ssSource", "'x','double'");
    write(10, "ssSource", "'x','double'", "'y','double'");
    return folder;
  }

  private void write(int version, String name, String... fields) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String each : fields) {
      String[] parts = each.split(",", 2);
      text.append(text.isEmpty() ? "" : ",");
      text.append("{'name':").append(parts[0]).append(",'type':").append(parts[1]).append('}');
    }
    Path target = Files.createDirectories(folder.resolve("v" + version));
    String full = "lsst.v" + version + "_0." + name;
    Files.writeString(
        target.resolve(full + ".avsc"),
        ("{'type':'record','name':'" + full + "','fields':[" + text + "]}").replace('\'', '"'));
  }
}
