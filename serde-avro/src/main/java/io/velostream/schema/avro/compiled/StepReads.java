// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.lang.reflect.Constructor;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Read records without a class made for them: the first few of each schema, and all of them where
 * no class can be made. Fields come in the order in which they were written, then those that were
 * not written.
 */
final class StepReads {

  private StepReads() {}

  private abstract static class BySteps extends ObjectReads {
    private final ReadStep[] steps;

    BySteps(List<RecordRead.Field> fields) {
      this.steps = fields.stream().map(RecordRead.Field::step).toArray(ReadStep[]::new);
    }

    final @Nullable Object value(int step, Input in) {
      return steps[step].read(in);
    }

    final void skip(int step, Input in) {
      steps[step].skip(in);
    }
  }

  /** Generic records, and generated classes by the positions of their fields. */
  static final class Indexed extends BySteps {
    private final Schema schema;
    private final @Nullable Class<?> type;
    private final int[] positions;

    /**
     * Reads such records.
     *
     * @param type the generated class; null for generic records
     */
    Indexed(Schema schema, @Nullable Class<?> type, List<RecordRead.Field> fields) {
      super(fields);
      this.schema = schema;
      this.type = type;
      this.positions = positions(fields);
    }

    @Override
    public Object read(Input in) {
      IndexedRecord record =
          type == null
              ? new GenericData.Record(schema)
              : (IndexedRecord) SpecificData.newInstance(type, schema);
      for (int i = 0; i < positions.length; i++) {
        if (positions[i] < 0) {
          skip(i, in);
        } else {
          record.put(positions[i], value(i, in));
        }
      }
      return record;
    }
  }

  /** Classes without a schema. */
  static final class Plain extends BySteps {
    private final Constructor<?> constructor;
    private final List<Member> members;
    private final int[] positions;

    Plain(ObjectShape shape, List<RecordRead.Field> fields) throws NoSuchMethodException {
      super(fields);
      this.constructor = shape.type().getDeclaredConstructor();
      constructor.setAccessible(true);
      this.members = shape.members();
      this.positions = positions(fields);
    }

    @Override
    public Object read(Input in) {
      Object object = JavaRecords.create(constructor);
      for (int i = 0; i < positions.length; i++) {
        if (positions[i] < 0) {
          skip(i, in);
        } else {
          members.get(positions[i]).set(object, value(i, in));
        }
      }
      return object;
    }
  }

  /** Java records, by their constructor. */
  static final class JavaRecord extends BySteps {
    private final Constructor<?> constructor;
    private final Class<?>[] types;
    private final int[] components;

    JavaRecord(ObjectShape shape, List<RecordRead.Field> fields) throws NoSuchMethodException {
      super(fields);
      this.constructor = JavaRecords.constructor(shape.type());
      this.types = JavaRecords.types(shape.type());
      this.components = positions(fields);
      for (int i = 0; i < components.length; i++) {
        if (components[i] >= 0) {
          components[i] = JavaRecords.index(shape.type(), shape.members().get(components[i]));
        }
      }
    }

    @Override
    public Object read(Input in) {
      @Nullable Object[] arguments = new @Nullable Object[types.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = JavaRecords.empty(types[i]);
      }
      for (int i = 0; i < components.length; i++) {
        if (components[i] < 0) {
          skip(i, in);
        } else {
          arguments[components[i]] = value(i, in);
        }
      }
      return JavaRecords.create(constructor, arguments);
    }
  }

  private static int[] positions(List<RecordRead.Field> fields) {
    return fields.stream().mapToInt(RecordRead.Field::position).toArray();
  }
}
