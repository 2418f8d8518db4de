// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.connect.data.MisfitException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles readers of Avro's bytes to values of the schema that {@link ConnectSchemas} made of the
 * Avro schema, without a generic record between. For one pair of schemas.
 */
final class ReaderCompiler {

  private static final int MAX_CAPACITY = 1024;

  /** The readers of structs by the schema of Connect, which differs by optionality. */
  private final IdentityHashMap<org.apache.kafka.connect.data.Schema, RecordReader> records =
      new IdentityHashMap<>();

  private ReaderCompiler() {}

  /**
   * Compiles the reader of payloads.
   *
   * @param isStandard whether bytes that are a whole payload have a length before them
   */
  static DataReader payload(
      Schema avro, org.apache.kafka.connect.data.Schema schema, boolean isStandard) {
    return avro.getType() == Schema.Type.BYTES && !isStandard
        ? ScalarReaders.payload(schema)
        : new ReaderCompiler().compile(avro, schema);
  }

  private DataReader compile(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    if (!avro.isUnion()) {
      return present(avro, schema);
    }
    if (AvroNames.isUnion(schema)) {
      return union(avro, schema);
    }
    List<Schema> types = avro.getTypes();
    if (types.size() == 1) {
      DataReader only = present(types.get(0), schema);
      return in -> {
        requireBranch(in.readInt(), 1);
        return only.read(in);
      };
    }
    int none = types.get(0).getType() == Schema.Type.NULL ? 0 : 1;
    DataReader present = present(types.get(1 - none), schema);
    return in -> in.readIsNull(none) ? null : present.read(in);
  }

  private static int requireBranch(int branch, int count) {
    if (branch < 0 || branch >= count) {
      throw FallbackToAvro.create();
    }
    return branch;
  }

  private DataReader present(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    return switch (schema.type()) {
      case ARRAY -> array(compile(avro.getElementType(), schema.valueSchema()));
      case MAP -> map(avro, schema);
      case STRUCT -> record(avro, schema);
      default -> ScalarReaders.of(avro, schema);
    };
  }

  private static DataReader array(DataReader items) {
    return in -> {
      int count = in.readBlockCount();
      List<@Nullable Object> list = new ArrayList<>(in.initialCapacity(count));
      while (count > 0) {
        for (int i = 0; i < count; i++) {
          list.add(items.read(in));
        }
        count = in.readBlockCount();
      }
      return list;
    };
  }

  private DataReader map(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    if (avro.getType() == Schema.Type.MAP) {
      return entries(
          BinaryReader::readString, compile(avro.getValueType(), schema.valueSchema()), true);
    }
    Schema entry = avro.getElementType();
    DataReader keys = compile(entry.getField("key").schema(), schema.keySchema());
    DataReader values = compile(entry.getField("value").schema(), schema.valueSchema());
    return entries(keys, values, entry.getField("key").pos() == 0);
  }

  private static DataReader entries(DataReader keys, DataReader values, boolean isKeyFirst) {
    return in -> {
      int count = in.readBlockCount();
      Map<@Nullable Object, @Nullable Object> map =
          new LinkedHashMap<>(Math.min(MAX_CAPACITY, in.initialCapacity(count)));
      while (count > 0) {
        for (int i = 0; i < count; i++) {
          Object first = (isKeyFirst ? keys : values).read(in);
          Object second = (isKeyFirst ? values : keys).read(in);
          map.put(isKeyFirst ? first : second, isKeyFirst ? second : first);
        }
        count = in.readBlockCount();
      }
      return map;
    };
  }

  private DataReader record(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    RecordReader known = records.get(schema);
    if (known != null) {
      return known;
    }
    RecordReader record = new RecordReader(schema);
    records.put(schema, record);
    List<Field> fields = schema.fields();
    DataReader[] readers = new DataReader[fields.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = compile(avro.getFields().get(i).schema(), fields.get(i).schema());
    }
    record.complete(readers);
    return record;
  }

  private DataReader union(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    List<Schema> types = avro.getTypes();
    DataReader[] readers = new DataReader[types.size()];
    Field[] fields = new Field[readers.length];
    int next = 0;
    for (int i = 0; i < readers.length; i++) {
      if (types.get(i).getType() != Schema.Type.NULL) {
        fields[i] = schema.fields().get(next++);
        readers[i] = present(types.get(i), fields[i].schema());
      }
    }
    return in -> {
      int branch = requireBranch(in.readInt(), readers.length);
      return readers[branch] == null
          ? null
          : new Struct(schema).put(fields[branch], readers[branch].read(in));
    };
  }

  /** Reads records as structs. Immutable once {@link #complete} was called. */
  private static final class RecordReader implements DataReader {

    private final org.apache.kafka.connect.data.Schema schema;
    private final Field[] fields;
    private DataReader[] readers = {};

    RecordReader(org.apache.kafka.connect.data.Schema schema) {
      this.schema = schema;
      this.fields = schema.fields().toArray(Field[]::new);
    }

    void complete(DataReader[] fieldReaders) {
      readers = fieldReaders;
    }

    @Override
    public Object read(BinaryReader in) {
      if (fields.length == 0) {
        in.countZeroWidth(1);
      }
      in.enterRecord();
      Struct struct = new Struct(schema);
      for (int i = 0; i < fields.length; i++) {
        try {
          struct.put(fields[i], readers[i].read(in));
        } catch (DataException e) {
          throw MisfitException.in(fields[i].name(), null, e);
        }
      }
      in.leaveRecord();
      return struct;
    }
  }
}
