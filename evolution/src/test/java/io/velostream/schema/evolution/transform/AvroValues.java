// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;

/** Draws values of Avro schemas, encodes and decodes them. */
public final class AvroValues {

  private static final int DEPTH = 12;

  private final Random random;

  public AvroValues(Random random) {
    this.random = random;
  }

  /** A record; null if the schema admits only endless ones. */
  public GenericRecord record(Schema schema) {
    try {
      return (GenericRecord) value(schema, 0);
    } catch (Endless e) {
      return null;
    }
  }

  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Object value(Schema schema, int depth) {
    if (depth > DEPTH) {
      throw new Endless();
    }
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextBoolean() ? random.nextInt() : random.nextInt(4);
      case LONG -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(4);
      case FLOAT -> random.nextBoolean() ? random.nextFloat() : (float) random.nextInt(9);
      case DOUBLE -> random.nextBoolean() ? random.nextGaussian() : (double) random.nextInt(9);
      case STRING -> new Utf8(random.nextBoolean() ? "A" : String.valueOf(random.nextInt(50)));
      case BYTES ->
          ByteBuffer.wrap(
              String.valueOf(random.nextInt(99)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case FIXED -> {
        byte[] bytes = new byte[schema.getFixedSize()];
        random.nextBytes(bytes);
        yield new GenericData.Fixed(schema, bytes);
      }
      case ENUM ->
          new GenericData.EnumSymbol(
              schema, schema.getEnumSymbols().get(random.nextInt(schema.getEnumSymbols().size())));
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (int i = depth > 6 ? 0 : random.nextInt(3); i > 0; i--) {
          items.add(value(schema.getElementType(), depth + 1));
        }
        yield new GenericData.Array<>(schema, items);
      }
      case MAP -> {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = depth > 6 ? 0 : random.nextInt(3); i > 0; i--) {
          entries.put(new Utf8("k" + i), value(schema.getValueType(), depth + 1));
        }
        yield entries;
      }
      case UNION -> union(schema.getTypes(), depth);
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
          record.put(field.pos(), value(field.schema(), depth + 1));
        }
        yield record;
      }
    };
  }

  private Object union(List<Schema> branches, int depth) {
    if (branches.isEmpty()) {
      throw new Endless();
    }
    int first = random.nextInt(branches.size());
    if (depth > 6) {
      first = 0;
    }
    for (int i = 0; i < branches.size(); i++) {
      try {
        return value(branches.get((first + i) % branches.size()), depth + 1);
      } catch (Endless e) {
        // the next branch may end
      }
    }
    throw new Endless();
  }

  static byte[] encoded(GenericRecord record) throws IOException {
    return encoded(record, record.getSchema());
  }

  static byte[] encoded(Object record, Schema schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  static GenericRecord decoded(byte[] data, Schema writer, Schema reader) throws IOException {
    return new GenericDatumReader<GenericRecord>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(data, null));
  }
}
