// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidValueException;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/** Makes the skippers of one schema, which may be recursive. */
final class Skippers {

  private final IdentityHashMap<Schema, RecordSkipper> records = new IdentityHashMap<>();

  Skipper of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> in -> {};
      case BOOLEAN -> in -> in.take(1);
      case INT, LONG, ENUM -> AvroInput::skipVarint;
      case FLOAT -> in -> in.take(Float.BYTES);
      case DOUBLE -> in -> in.take(Double.BYTES);
      case STRING, BYTES -> in -> in.take(in.readLength());
      case FIXED -> {
        int size = schema.getFixedSize();
        yield in -> in.take(size);
      }
      case ARRAY -> blocks(of(schema.getElementType()));
      case MAP -> {
        Skipper value = of(schema.getValueType());
        yield blocks(
            in -> {
              in.take(in.readLength());
              value.skip(in);
            });
      }
      case UNION -> union(schema.getTypes());
      case RECORD -> record(schema);
    };
  }

  private static Skipper blocks(Skipper element) {
    return in -> in.skipBlocks(element);
  }

  private Skipper union(List<Schema> branches) {
    Skipper[] skippers = branches.stream().map(this::of).toArray(Skipper[]::new);
    return in -> skippers[branch(in, skippers.length)].skip(in);
  }

  /** Reads the index of a union's branch. */
  static int branch(AvroInput in, int count) {
    int index = in.readInt();
    if (index < 0 || index >= count) {
      throw new InvalidValueException("a union has no branch " + index, null);
    }
    return index;
  }

  private Skipper record(Schema schema) {
    RecordSkipper known = records.get(schema);
    if (known != null) {
      return known;
    }
    RecordSkipper created = new RecordSkipper(schema.getFields().size());
    records.put(schema, created);
    for (int i = 0; i < created.fields.length; i++) {
      created.fields[i] = of(schema.getFields().get(i).schema());
    }
    return created;
  }

  private static final class RecordSkipper implements Skipper {

    private final Skipper[] fields;

    RecordSkipper(int count) {
      fields = new Skipper[count];
    }

    @Override
    public void skip(AvroInput in) {
      for (Skipper field : fields) {
        field.skip(in);
      }
    }
  }
}
