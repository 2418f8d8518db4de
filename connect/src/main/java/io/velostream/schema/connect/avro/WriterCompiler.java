// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.connect.data.MisfitException;
import io.velostream.schema.connect.data.SumTypes;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles writers of Connect's values as the Avro schema that {@link AvroSchemas} made of their
 * schema: the values go into bytes without a generic record between. For one pair of schemas.
 */
final class WriterCompiler {

  private final AvroOptions options;

  /** The writers of records, which may refer to themselves. */
  private final IdentityHashMap<Schema, RecordWriter> records = new IdentityHashMap<>();

  private WriterCompiler(AvroOptions options) {
    this.options = options;
  }

  /** Compiles the writer of payloads. */
  static DataWriter payload(
      org.apache.kafka.connect.data.Schema schema, Schema avro, AvroOptions options) {
    return avro.getType() == Schema.Type.BYTES
        ? required(schema, ScalarWriters.payload(schema))
        : new WriterCompiler(options).compile(schema, avro);
  }

  private DataWriter compile(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (AvroNames.isUnion(schema)) {
      return union(schema, avro);
    }
    if (!avro.isUnion()) {
      return required(schema, present(schema, avro));
    }
    int none = avro.getTypes().get(0).getType() == Schema.Type.NULL ? 0 : 1;
    DataWriter.Present present = present(schema, avro.getTypes().get(1 - none));
    return (value, out) -> {
      out.writeInt(value == null ? none : 1 - none);
      if (value != null) {
        present.write(value, out);
      }
    };
  }

  private static DataWriter required(
      org.apache.kafka.connect.data.Schema schema, DataWriter.Present present) {
    Object initial = schema.defaultValue();
    return (value, out) -> {
      if (value != null) {
        present.write(value, out);
      } else if (initial != null) {
        present.write(initial, out);
      } else {
        throw new DataException("a value that is not optional is null; its schema is " + schema);
      }
    };
  }

  private DataWriter.Present present(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    return switch (schema.type()) {
      case ARRAY -> array(compile(schema.valueSchema(), avro.getElementType()));
      case MAP -> map(schema, avro);
      case STRUCT -> record(schema, avro);
      default -> ScalarWriters.of(schema, avro);
    };
  }

  private static DataWriter.Present array(DataWriter items) {
    return (value, out) -> {
      Collection<?> given = (Collection<?>) value;
      if (!given.isEmpty()) {
        out.writeLong(given.size());
        int index = 0;
        for (Object each : given) {
          try {
            items.write(each, out);
          } catch (DataException | ClassCastException | NullPointerException e) {
            throw MisfitException.in(index, each, e);
          }
          index++;
        }
      }
      out.writeLong(0);
    };
  }

  private DataWriter.Present map(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    Schema entry = avro.getType() == Schema.Type.MAP ? null : avro.getElementType();
    DataWriter keys =
        entry == null
            ? WriterCompiler::writeKey
            : compile(schema.keySchema(), entry.getField("key").schema());
    DataWriter values =
        compile(
            schema.valueSchema(),
            entry == null ? avro.getValueType() : entry.getField("value").schema());
    return (value, out) -> {
      Map<?, ?> given = (Map<?, ?>) value;
      if (!given.isEmpty()) {
        out.writeLong(given.size());
        for (Map.Entry<?, ?> each : given.entrySet()) {
          keys.write(each.getKey(), out);
          values.write(each.getValue(), out);
        }
      }
      out.writeLong(0);
    };
  }

  private static void writeKey(@Nullable Object key, BinaryWriter out) {
    if (key == null) {
      throw new DataException("a key of a map is null, which Avro's maps do not have");
    }
    out.writeString((String) key);
  }

  private DataWriter.Present record(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    RecordWriter known = records.get(avro);
    if (known != null) {
      return known;
    }
    RecordWriter record = new RecordWriter(schema, options.ignoresDefaults());
    records.put(avro, record);
    List<Field> fields = schema.fields();
    DataWriter[] writers = new DataWriter[fields.size()];
    for (int i = 0; i < writers.length; i++) {
      writers[i] = compile(fields.get(i).schema(), avro.getFields().get(i).schema());
    }
    record.complete(writers);
    return record;
  }

  private DataWriter union(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    DataWriter.Present[] writers = new DataWriter.Present[fields.length];
    int[] branches = new int[fields.length];
    int none = -1;
    int next = 0;
    for (int i = 0; i < avro.getTypes().size(); i++) {
      if (avro.getTypes().get(i).getType() == Schema.Type.NULL) {
        none = i;
      } else {
        branches[next] = i;
        writers[next] = present(fields[next].schema(), avro.getTypes().get(i));
        next++;
      }
    }
    int nullBranch = none;
    return (value, out) -> {
      if (value == null && nullBranch >= 0) {
        out.writeInt(nullBranch);
        return;
      }
      Struct struct = (Struct) (value == null ? schema.defaultValue() : value);
      if (struct == null) {
        throw new DataException("a union that is not optional is null; its schema is " + schema);
      }
      writeBranch(struct, fields, branches, writers, out);
    };
  }

  /** Writes the field that has a value. */
  private static void writeBranch(
      Struct struct,
      Field[] fields,
      int[] branches,
      DataWriter.Present[] writers,
      BinaryWriter out) {
    for (int i = 0; i < fields.length; i++) {
      Object value = RecordWriter.given(struct, fields[i]);
      if (value != null) {
        SumTypes.requireOnly(struct, fields, i);
        out.writeInt(branches[i]);
        writers[i].write(value, out);
        return;
      }
    }
    throw new DataException("a struct that stands for a union has no field with a value");
  }
}
