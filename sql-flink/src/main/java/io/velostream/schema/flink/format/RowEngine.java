// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.flink.avro.AvroRowCodec;
import io.velostream.schema.flink.json.JsonRowCodec;
import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import io.velostream.schema.settings.Normalization;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of one table. Thread-safe: all tasks of a task manager share it. */
final class RowEngine implements AutoCloseable {

  private final RowSpec spec;
  private final @Nullable ResolverLease lease;
  private final @Nullable DeserializerEngine<?> reader;

  /** Writes the newest version of the subject. */
  private final @Nullable SerializerEngine<?> writer;

  /** Registers a schema of the columns where the subject has none; null if a key says otherwise. */
  private final @Nullable SerializerEngine<?> registering;

  private volatile boolean registers;

  RowEngine(RowSpec spec) {
    this.spec = spec;
    if (!spec.writes()) {
      lease = SchemaResolvers.shared(spec.expandedConfigs());
      reader = reader(spec.config(Map.of()));
      writer = null;
      registering = null;
      return;
    }
    lease = null;
    reader = null;
    boolean isChosen = RowSpec.isVersionChosen(spec.expandedConfigs());
    writer =
        writer(
            isChosen
                ? Map.of()
                : Map.of(SerdeKeys.AUTO_REGISTER, "false", SerdeKeys.USE_LATEST, "true"));
    registering = isChosen ? null : writer(Map.of(SerdeKeys.AUTO_REGISTER, "true"));
  }

  private DeserializerEngine<?> reader(SerdeConfig config) {
    RowMetadata metadata = new RowMetadata(spec.metadata(), this::versionOf, this::ownVersionOf);
    return switch (spec.format()) {
      case AVRO -> DeserializerEngine.create(config, new AvroRowCodec(spec.row(), metadata));
      case JSON ->
          DeserializerEngine.create(config, JsonRowCodec.forReading(config, spec.row(), metadata));
    };
  }

  private SerializerEngine<?> writer(Map<String, String> choice) {
    SerdeConfig config = spec.config(choice);
    return switch (spec.format()) {
      case AVRO -> writer(config, new AvroRowCodec(spec.row(), RowMetadata.NONE));
      case JSON -> writer(config, JsonRowCodec.forWriting(config, spec.row()));
    };
  }

  private static <S> SerializerEngine<S> writer(SerdeConfig config, SchemaCodec<S> codec) {
    return SerializerEngine.create(config, codec);
  }

  private @Nullable SubjectVersion versionOf(RegisteredSchema schema) {
    SubjectVersion known = schema.subjectVersion();
    return known == null ? ownVersionOf(schema) : known;
  }

  private @Nullable SubjectVersion ownVersionOf(RegisteredSchema schema) {
    if (lease == null) {
      return null;
    }
    SchemaResolver resolver = lease.resolver();
    try {
      return resolver
          .lookUp(spec.subjectOrDefault(), schema.definition(), Normalization.OFF)
          .subjectVersion();
    } catch (SchemaNotFoundException e) {
      return null;
    }
  }

  /**
   * Reads a row.
   *
   * @return null for a record that cannot be read, where the configuration skips those
   * @throws KafkaException as {@link DeserializerEngine#deserialize}
   */
  @Nullable RowData read(byte[] message) {
    return reader == null ? null : (RowData) reader.deserialize(spec.topic(), null, message);
  }

  /**
   * Writes a row.
   *
   * @throws KafkaException as {@link SerializerEngine#serialize}
   */
  byte @Nullable [] write(RowData row) {
    if (writer == null) {
      return null;
    }
    if (registers && registering != null) {
      return registering.serialize(spec.topic(), null, row);
    }
    try {
      return writer.serialize(spec.topic(), null, row);
    } catch (KafkaException e) {
      if (registering == null || !(e.getCause() instanceof SchemaNotFoundException)) {
        throw e;
      }
      byte[] bytes = registering.serialize(spec.topic(), null, row);
      registers = true;
      return bytes;
    }
  }

  /** Releases the shared resolver. Idempotent. */
  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    if (writer != null) {
      writer.close();
    }
    if (registering != null) {
      registering.close();
    }
    if (lease != null) {
      lease.close();
    }
  }
}
