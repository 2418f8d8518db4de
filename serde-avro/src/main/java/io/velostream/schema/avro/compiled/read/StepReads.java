// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.JavaRecords;
import io.velostream.schema.avro.compiled.io.Member;
import io.velostream.schema.avro.compiled.io.ObjectShape;
import java.lang.reflect.Constructor;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Read records by loops that all record types share. Fields come in the order in which they were
 * written, then those that were not written.
 *
 * <p>What a loop does with a field is one number: its {@link ReadKind}, and above that its position
 * in the record. So one compiled method serves any number of record types, and few of the fields
 * need a megamorphic call.
 */
public final class StepReads {

  private StepReads() {}

  private abstract static class BySteps extends ObjectReads {
    private final ReadStep[] steps;

    /** A kind and a position for each field; negative for those to be skipped. */
    private final int[] codes;

    /**
     * Reads such records.
     *
     * @param places where fields go, by their numbers; negative to skip them
     */
    BySteps(List<RecordRead.Field> fields, int[] places) {
      this.steps = new ReadStep[places.length];
      this.codes = new int[places.length];
      for (int i = 0; i < places.length; i++) {
        ReadStep step = fields.get(i).step();
        boolean isSkipped = places[i] < 0;
        steps[i] = isSkipped ? step : ReadKind.stepOf(step);
        codes[i] = isSkipped ? -1 : ReadKind.of(step) | places[i] << ReadKind.BITS;
      }
    }

    final int count() {
      return codes.length;
    }

    /** The code of a field; negative where it was skipped. */
    final int skipOrCode(int field, BinaryReader in) {
      int code = codes[field];
      if (code < 0) {
        steps[field].skip(in);
      }
      return code;
    }

    final @Nullable Object value(int field, int code, BinaryReader in) {
      return ReadKind.read(code & ((1 << ReadKind.BITS) - 1), steps[field], in);
    }

    static int place(int code) {
      return code >>> ReadKind.BITS;
    }
  }

  /** Generic records. */
  public static final class Generic extends BySteps {
    private final Schema schema;

    public Generic(Schema schema, List<RecordRead.Field> fields) {
      super(fields, positions(fields));
      this.schema = schema;
    }

    @Override
    public Object read(BinaryReader in) {
      GenericData.Record record = new GenericData.Record(schema);
      for (int i = 0; i < count(); i++) {
        int code = skipOrCode(i, in);
        if (code >= 0) {
          record.put(place(code), value(i, code, in));
        }
      }
      return record;
    }
  }

  /** Generated classes, by the positions of their fields. */
  public static final class Generated extends BySteps {
    private final Schema schema;
    private final Class<?> type;

    public Generated(Schema schema, Class<?> type, List<RecordRead.Field> fields) {
      super(fields, positions(fields));
      this.schema = schema;
      this.type = type;
    }

    @Override
    public Object read(BinaryReader in) {
      IndexedRecord record = (IndexedRecord) SpecificData.newInstance(type, schema);
      for (int i = 0; i < count(); i++) {
        int code = skipOrCode(i, in);
        if (code >= 0) {
          record.put(place(code), value(i, code, in));
        }
      }
      return record;
    }
  }

  /** Classes without a schema. */
  public static final class Plain extends BySteps {
    private final Constructor<?> constructor;
    private final List<Member> members;

    public Plain(ObjectShape shape, List<RecordRead.Field> fields) throws NoSuchMethodException {
      super(fields, positions(fields));
      this.constructor = shape.type().getDeclaredConstructor();
      constructor.setAccessible(true);
      this.members = shape.members();
    }

    @Override
    public Object read(BinaryReader in) {
      Object object = JavaRecords.create(constructor);
      for (int i = 0; i < count(); i++) {
        int code = skipOrCode(i, in);
        if (code >= 0) {
          members.get(place(code)).set(object, value(i, code, in));
        }
      }
      return object;
    }
  }

  /** Java records, by their constructor. */
  public static final class JavaRecord extends BySteps {
    private final Constructor<?> constructor;
    private final Class<?>[] types;

    public JavaRecord(ObjectShape shape, List<RecordRead.Field> fields)
        throws NoSuchMethodException {
      super(fields, components(shape, fields));
      this.constructor = JavaRecords.constructor(shape.type());
      this.types = JavaRecords.types(shape.type());
    }

    private static int[] components(ObjectShape shape, List<RecordRead.Field> fields) {
      int[] components = positions(fields);
      for (int i = 0; i < components.length; i++) {
        if (components[i] >= 0) {
          components[i] = JavaRecords.index(shape.type(), shape.members().get(components[i]));
        }
      }
      return components;
    }

    @Override
    public Object read(BinaryReader in) {
      @Nullable Object[] arguments = new @Nullable Object[types.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = JavaRecords.empty(types[i]);
      }
      for (int i = 0; i < count(); i++) {
        int code = skipOrCode(i, in);
        if (code >= 0) {
          arguments[place(code)] = value(i, code, in);
        }
      }
      return JavaRecords.create(constructor, arguments);
    }
  }

  private static int[] positions(List<RecordRead.Field> fields) {
    int[] positions = new int[fields.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = fields.get(i).position();
    }
    return positions;
  }
}
