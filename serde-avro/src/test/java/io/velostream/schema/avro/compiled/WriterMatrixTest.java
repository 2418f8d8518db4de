// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static io.velostream.schema.avro.Codecs.writing;
import static io.velostream.schema.avro.compiled.WriterMatrix.TYPES;
import static io.velostream.schema.avro.compiled.WriterMatrix.byAvro;
import static io.velostream.schema.avro.compiled.WriterMatrix.hex;
import static io.velostream.schema.avro.compiled.WriterMatrix.holder;
import static io.velostream.schema.avro.compiled.WriterMatrix.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.codec.CompiledEncoder;
import io.velostream.schema.avro.compiled.io.TypeUsage;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.AvroEncoder;
import io.velostream.schema.avro.fallback.ReflectWriter;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.model.ValueEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.ReflectDatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every kind of schema with every kind of value: the bytes of Avro's writer, or none. */
class WriterMatrixTest {

  @Test
  void writesWhatAvrosGenericWriterWritesAndRefusesWhatItRefuses() throws Exception {
    Map<String, String> differences = new LinkedHashMap<>();
    int written = 0;
    for (boolean converts : new boolean[] {false, true}) {
      GenericData model = new GenericData();
      if (converts) {
        LogicalTypeConversions.all().forEach(model::addLogicalTypeConversion);
      }
      AvroCodec codec = writing(AvroKeys.LOGICAL_TYPES, converts);
      for (String type : TYPES) {
        Schema schema = holder("H", type);
        for (Object value : values()) {
          GenericRecord holder = new GenericData.Record(schema);
          holder.put("f", value);
          String ofAvro = hex(() -> byAvro(new GenericDatumWriter<>(schema, model), holder));
          String ours = hex(() -> Codecs.encode(codec, schema, holder));
          written += ours.equals("refused") ? 0 : 1;
          if (!ours.equals(ofAvro)) {
            differences.put(type + " of " + value + " " + converts, ofAvro + " / " + ours);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(written).isGreaterThan(200);
  }

  /**
   * Avro writes Java enums in classes by their ordinals, which are wrong where the schema has
   * another order; here they go by their symbols.
   */
  private static final Map<String, String> INTENDED =
      Map.of(WriterMatrix.ENUM + " of " + WriterMatrix.Plain.A, "00 / 02");

  /** Stands for generated classes, which give their values by position. */
  static final class Generated extends SpecificRecordBase {
    private final Schema schema;
    private @Nullable Object f;

    Generated(Schema schema, @Nullable Object f) {
      this.schema = schema;
      this.f = f;
    }

    @Override
    public Schema getSchema() {
      return schema;
    }

    @Override
    public @Nullable Object get(int field) {
      return f;
    }

    @Override
    public void put(int field, @Nullable Object value) {
      f = value;
    }
  }

  static final class Reflected {
    @Nullable Object f;
  }

  @Test
  void writesWhatAvrosWriterOfGeneratedClassesWritesAndRefusesWhatItRefuses() throws Exception {
    Map<String, String> differences = new LinkedHashMap<>();
    int written = 0;
    AvroCodec codec = writing();
    for (String type : TYPES) {
      Schema schema = holder("H", type);
      for (Object value : values()) {
        Generated holder = new Generated(schema, value);
        SpecificDatumWriter<Object> writer =
            new SpecificDatumWriter<>(schema, SpecificData.getForClass(Generated.class));
        String ofAvro = hex(() -> byAvro(writer, holder));
        String ours = hex(() -> Codecs.encode(codec, schema, holder));
        written += ours.equals("refused") ? 0 : 1;
        if (!ours.equals(ofAvro)) {
          differences.put(type + " of " + value, ofAvro + " / " + ours);
        }
      }
    }
    assertThat(differences).isEqualTo(INTENDED);
    assertThat(written).isGreaterThan(100);
  }

  @Test
  void writesWhatAvrosReflectingWriterWritesAndRefusesWhatItRefuses() throws Exception {
    Map<String, String> differences = new LinkedHashMap<>();
    int written = 0;
    ReflectModel model = new ReflectModel(ClassFinder.none(), false);
    for (String type : TYPES) {
      Schema schema = holder("H", type);
      for (Object value : values()) {
        Reflected holder = new Reflected();
        holder.f = value;
        String ofAvro = hex(() -> byAvro(new ReflectDatumWriter<>(schema, model), holder));
        String ours = hex(() -> reflecting(schema, model).encode(holder, Codecs.NO_FRAME));
        written += ours.equals("refused") ? 0 : 1;
        if (!ours.equals(ofAvro)) {
          differences.put(type + " of " + value, ofAvro + " / " + ours);
        }
      }
    }
    assertThat(differences).isEqualTo(INTENDED);
    assertThat(written).isGreaterThan(100);
  }

  private static ValueEncoder reflecting(Schema schema, ReflectModel model) {
    return new CompiledEncoder(
        CompiledWriter.of(schema, model, TypeUsage::generate),
        () -> new AvroEncoder(new ReflectWriter(schema, model)),
        new FallbackCounter(),
        new BufferPool<>(BinaryWriter::new));
  }
}
