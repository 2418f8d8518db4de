// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.EnumSymbols;
import io.velostream.schema.avro.model.ReflectModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.reflect.ReflectDatumWriter;
import org.apache.avro.util.MapEntry;
import org.jspecify.annotations.Nullable;

/** Writes plain classes and Java records by reflection. Thread-safe. */
public final class ReflectWriter extends ReflectDatumWriter<Object> {

  public ReflectWriter(Schema schema, ReflectModel model) {
    super(schema, model);
  }

  /**
   * Writes a map whose keys are not strings as an array of pairs. Implemented here, because Avro
   * would load the class that the schema names.
   */
  @Override
  protected void write(Schema schema, @Nullable Object value, Encoder out) throws IOException {
    super.write(
        schema,
        value instanceof Map<?, ?> map && schema.getType() == Schema.Type.ARRAY
            ? pairs(map)
            : value,
        out);
  }

  private static List<? extends Map.Entry<?, ?>> pairs(Map<?, ?> map) {
    return map.entrySet().stream()
        .map(entry -> new MapEntry<>(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  protected void writeEnum(Schema schema, Object value, Encoder out) throws IOException {
    if (value instanceof Enum<?> constant) {
      out.writeEnum(EnumSymbols.ordinal(schema, constant));
    } else {
      super.writeEnum(schema, value, out);
    }
  }

  @Override
  protected void writeRecord(Schema schema, Object value, Encoder out) throws IOException {
    ByteArrayEncoder encoder = (ByteArrayEncoder) out;
    encoder.enterRecord();
    super.writeRecord(schema, value, out);
    encoder.leaveRecord();
  }
}
