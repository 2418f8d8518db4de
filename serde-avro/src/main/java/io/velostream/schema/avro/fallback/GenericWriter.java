// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.EnumSymbols;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.GenericModel;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.SpecificModel;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes generic values by Avro's generic writer, and generated classes among them by Avro's
 * specific writer. Thread-safe.
 */
public final class GenericWriter extends GenericDatumWriter<Object> {

  private final ConcurrentHashMap<Class<?>, SpecificWriter> ofGenerated = new ConcurrentHashMap<>();

  public GenericWriter(Schema schema, GenericModel model) {
    super(schema, model);
  }

  @Override
  protected void writeRecord(Schema schema, Object value, Encoder out) throws IOException {
    if (value instanceof SpecificRecord) {
      ofGenerated
          .computeIfAbsent(value.getClass(), type -> writer(schema, type))
          .writeRecord(schema, value, out);
      return;
    }
    ByteArrayEncoder encoder = (ByteArrayEncoder) out;
    encoder.enterRecord();
    super.writeRecord(schema, value, out);
    encoder.leaveRecord();
  }

  private static SpecificWriter writer(Schema schema, Class<?> generated) {
    return new SpecificWriter(
        schema, new SpecificModel(ClassFinder.none(), LogicalTypeConversions.of(generated)));
  }

  @Override
  protected void writeEnum(Schema schema, Object value, Encoder out) throws IOException {
    if (value instanceof Enum<?> constant) {
      if (!(value instanceof GenericEnumSymbol)) {
        throw new AvroTypeException(
            constant.getDeclaringClass().getName()
                + " is a Java enum, which a generic value cannot hold; give a"
                + " GenericData.EnumSymbol, or a constant of a generated enum");
      }
      out.writeEnum(EnumSymbols.ordinal(schema, constant));
    } else {
      super.writeEnum(schema, value, out);
    }
  }
}
