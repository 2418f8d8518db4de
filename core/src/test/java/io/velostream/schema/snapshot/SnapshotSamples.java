// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.snapshot.SnapshotEntry.Identity;
import io.velostream.schema.snapshot.SnapshotEntry.Known;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Entries and keys for tests. */
public final class SnapshotSamples {

  public static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

  private SnapshotSamples() {}

  public static SnapshotEncryption.GivenKeys keys(int current, int... old) {
    return new SnapshotEncryption.GivenKeys(
        key(current), Arrays.stream(old).mapToObj(SnapshotSamples::key).toList());
  }

  /** A key that is the same for the same number. */
  public static String key(int number) {
    byte[] key = new byte[32];
    new Random(number).nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  public static Known known(int id, String text, Instant asOf) {
    SchemaId schemaId = SchemaId.of(id);
    return new Known(
        new SchemaKey.ById(schemaId),
        new RegisteredSchema(".", schemaId, null, null, SchemaDefinition.of("AVRO", text)),
        asOf);
  }

  /** One entry of each kind. */
  public static List<SnapshotEntry> oneOfEach() {
    return random(new Random(7), 11);
  }

  public static List<SnapshotEntry> random(Random random, int count) {
    List<SnapshotEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant asOf = TIME.plusMillis(random.nextInt());
      RegisteredSchema schema = schema(random);
      if (i % 11 == 10) {
        SnapshotEntry.Foreign.Id key =
            new SnapshotEntry.Foreign.Id(
                word(random), word(random), random.nextLong(), random.nextLong());
        entries.add(new SnapshotEntry.Foreign(key, schema, asOf));
      } else if (i % 10 == 9) {
        SnapshotEntry.Associated.Topic topic =
            new SnapshotEntry.Associated.Topic(word(random), word(random), random.nextBoolean());
        List<String> subjects = random.nextBoolean() ? List.of(word(random)) : List.of();
        entries.add(new SnapshotEntry.Associated(topic, subjects, asOf));
      } else if (i % 9 == 8) {
        entries.add(
            new SnapshotEntry.CoUsage(
                key(random, i % 5), random.nextDouble(), Map.of(key(random, 1), 2.5), asOf));
      } else if (i % 8 == 7) {
        byte[] content = schema.definition().text().getBytes(StandardCharsets.UTF_8);
        entries.add(new Identity(new SchemaId(".", i), Fingerprint.of(content), asOf));
      } else {
        entries.add(new Known(key(random, i), schema, asOf));
      }
    }
    return entries;
  }

  private static SchemaKey key(Random random, int kind) {
    Subject subject = subject(random);
    return switch (kind % 8) {
      case 0 -> new SchemaKey.ById(new SchemaId(subject.context(), random.nextInt()));
      case 1 -> new SchemaKey.ByGuid(subject.context(), guid(random));
      case 2 -> new SchemaKey.AtVersion(new SubjectVersion(subject, 1 + random.nextInt(99)));
      case 3 -> new SchemaKey.Latest(subject);
      case 4 -> new SchemaKey.LatestWith(subject, Map.of(word(random), word(random)));
      case 5 ->
          new SchemaKey.Registered(
              subject, definition(random), Normalization.of(random.nextBoolean()));
      default ->
          new SchemaKey.LookedUp(
              subject, definition(random), Normalization.of(random.nextBoolean()));
    };
  }

  private static RegisteredSchema schema(Random random) {
    Subject subject = subject(random);
    return new RegisteredSchema(
        subject.context(),
        random.nextBoolean() ? new SchemaId(subject.context(), random.nextInt()) : null,
        random.nextBoolean() ? guid(random) : null,
        random.nextBoolean() ? new SubjectVersion(subject, 1 + random.nextInt(99)) : null,
        definition(random));
  }

  private static SchemaDefinition definition(Random random) {
    List<SchemaReference> references = new ArrayList<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      references.add(new SchemaReference(word(random), word(random), random.nextInt(9) - 1));
    }
    SchemaMetadata metadata =
        new SchemaMetadata(
            Map.of(word(random), List.of(word(random), "tag")),
            Map.of(word(random), word(random)),
            List.of(word(random)));
    return new SchemaDefinition(
        random.nextBoolean() ? "AVRO" : "JSON",
        "{\"secret\":\"Zebra " + word(random) + "\"}",
        references,
        random.nextBoolean() ? metadata : null,
        random.nextBoolean() ? "{\"rules\":[]}" : null);
  }

  private static Subject subject(Random random) {
    return new Subject(random.nextBoolean() ? "." : ".eu", "Zebra-" + word(random));
  }

  private static UUID guid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static String word(Random random) {
    return random.nextBoolean() ? "wörd-€-𝄞" + random.nextInt(1_000) : "w" + random.nextInt(1_000);
  }
}
