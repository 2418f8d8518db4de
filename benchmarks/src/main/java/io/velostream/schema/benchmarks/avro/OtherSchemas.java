// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro;

import io.velostream.schema.benchmarks.avro.shape.Shapes;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Many schemas alive in one JVM: what they share, such as the profile of a call site, is then the
 * property of none of them.
 */
final class OtherSchemas {

  private static final int ROUNDS = 2_000;

  private OtherSchemas() {}

  /** Writes and reads values of so many other schemas through codecs like the measured one. */
  static void exercise(int count, AvroBenchmark benchmark, Kind kind) {
    Codec generic = benchmark.velostream(Kind.GENERIC, benchmark.value);
    GenericRecord[] records = new GenericRecord[count];
    byte[][] written = new byte[count][];
    for (int i = 0; i < count; i++) {
      records[i] = record(i);
      written[i] = generic.write(records[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < count; i++) {
        generic.write(records[i]);
        generic.read(written[i]);
      }
    }
    for (Shapes other : Shapes.values()) {
      boolean needsConversions = kind == Kind.GENERIC && other.shape().convertsLogicalTypes();
      if (!needsConversions) {
        Object value = other.shape().value(kind);
        Codec codec = benchmark.velostream(kind, value);
        byte[] bytes = codec.write(value);
        for (int round = 0; round < 10 * ROUNDS; round++) {
          codec.write(value);
          codec.read(bytes);
        }
      }
    }
  }

  private static GenericRecord record(int seed) {
    Random random = new Random(seed);
    SchemaBuilder.FieldAssembler<Schema> fields =
        SchemaBuilder.record("Other" + seed).namespace("others").fields();
    int count = 3 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      fields = field(fields, "f" + i, random.nextInt(8));
    }
    GenericRecord record = new GenericData.Record(fields.endRecord());
    for (Schema.Field field : record.getSchema().getFields()) {
      record.put(field.pos(), value(field.schema(), random));
    }
    return record;
  }

  private static SchemaBuilder.FieldAssembler<Schema> field(
      SchemaBuilder.FieldAssembler<Schema> fields, String name, int type) {
    return switch (type) {
      case 0 -> fields.requiredInt(name);
      case 1 -> fields.requiredLong(name);
      case 2 -> fields.requiredDouble(name);
      case 3 -> fields.requiredString(name);
      case 4 -> fields.optionalString(name);
      case 5 -> fields.optionalLong(name);
      case 6 -> fields.name(name).type().array().items().intType().noDefault();
      default -> fields.name(name).type().map().values().stringType().noDefault();
    };
  }

  private static Object value(Schema schema, Random random) {
    return switch (schema.getType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case DOUBLE -> random.nextDouble();
      case STRING -> "text" + random.nextInt();
      case UNION -> value(schema.getTypes().get(1), random);
      case ARRAY -> List.of(random.nextInt(), random.nextInt());
      default -> Map.of("key", "value" + random.nextInt());
    };
  }
}
