// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.ClassLayout;
import io.velostream.schema.avro.compiled.io.JavaRecords;
import io.velostream.schema.avro.compiled.io.Member;
import java.lang.reflect.Constructor;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Readers of records with loops that all record types share. Fields are in the order of the writer,
 * followed by fields that the writer does not have.
 *
 * <p>Each field has a code: its {@link ReaderKind} in the lower bits and its position in the record
 * above. One compiled method therefore serves any number of record types, and few fields need a
 * megamorphic call.
 */
public final class SharedObjectReaders {

  private SharedObjectReaders() {}

  private abstract static class LoopReader extends ObjectReader {
    private final ValueReader[] readers;

    /** The code of each field; negative for a field to skip. */
    private final int[] codes;

    /**
     * Creates a reader.
     *
     * @param positions the position of each field in the record; negative to skip it
     */
    LoopReader(List<RecordReader.Field> fields, int[] positions) {
      this.readers = new ValueReader[positions.length];
      this.codes = new int[positions.length];
      for (int i = 0; i < positions.length; i++) {
        ValueReader reader = fields.get(i).reader();
        boolean isSkipped = positions[i] < 0;
        readers[i] = isSkipped ? reader : ReaderKind.readerOf(reader);
        codes[i] = isSkipped ? -1 : ReaderKind.of(reader) | positions[i] << ReaderKind.BITS;
      }
    }

    final int fieldCount() {
      return codes.length;
    }

    /** Returns the code of a field. If it is negative, the field was skipped. */
    final int skipOrGetCode(int field, BinaryReader in) {
      int code = codes[field];
      if (code < 0) {
        readers[field].skip(in);
      }
      return code;
    }

    final @Nullable Object readValue(int field, int code, BinaryReader in) {
      return ReaderKind.read(code & ((1 << ReaderKind.BITS) - 1), readers[field], in);
    }

    static int position(int code) {
      return code >>> ReaderKind.BITS;
    }
  }

  /** Reads generic records. */
  public static final class GenericRecordReader extends LoopReader {
    private final Schema schema;

    public GenericRecordReader(Schema schema, List<RecordReader.Field> fields) {
      super(fields, positions(fields));
      this.schema = schema;
    }

    @Override
    public Object read(BinaryReader in) {
      GenericData.Record record = new GenericData.Record(schema);
      for (int i = 0; i < fieldCount(); i++) {
        int code = skipOrGetCode(i, in);
        if (code >= 0) {
          record.put(position(code), readValue(i, code, in));
        }
      }
      return record;
    }
  }

  /** Reads generated classes by {@code put(position, value)}. */
  public static final class GeneratedClassReader extends LoopReader {
    private final Schema schema;
    private final Class<?> type;

    public GeneratedClassReader(Schema schema, Class<?> type, List<RecordReader.Field> fields) {
      super(fields, positions(fields));
      this.schema = schema;
      this.type = type;
    }

    @Override
    public Object read(BinaryReader in) {
      IndexedRecord record = (IndexedRecord) SpecificData.newInstance(type, schema);
      for (int i = 0; i < fieldCount(); i++) {
        int code = skipOrGetCode(i, in);
        if (code >= 0) {
          record.put(position(code), readValue(i, code, in));
        }
      }
      return record;
    }
  }

  /** Reads objects of classes without a schema by reflection. */
  public static final class PlainObjectReader extends LoopReader {
    private final Constructor<?> constructor;
    private final List<Member> members;

    public PlainObjectReader(ClassLayout layout, List<RecordReader.Field> fields)
        throws NoSuchMethodException {
      super(fields, positions(fields));
      this.constructor = layout.type().getDeclaredConstructor();
      constructor.setAccessible(true);
      this.members = layout.members();
    }

    @Override
    public Object read(BinaryReader in) {
      Object object = JavaRecords.newInstance(constructor);
      for (int i = 0; i < fieldCount(); i++) {
        int code = skipOrGetCode(i, in);
        if (code >= 0) {
          members.get(position(code)).set(object, readValue(i, code, in));
        }
      }
      return object;
    }
  }

  /** Reads Java records by their canonical constructor. */
  public static final class JavaRecordReader extends LoopReader {
    private final Constructor<?> constructor;
    private final Class<?>[] types;

    public JavaRecordReader(ClassLayout layout, List<RecordReader.Field> fields)
        throws NoSuchMethodException {
      super(fields, components(layout, fields));
      this.constructor = JavaRecords.constructor(layout.type());
      this.types = JavaRecords.componentTypes(layout.type());
    }

    private static int[] components(ClassLayout layout, List<RecordReader.Field> fields) {
      int[] components = positions(fields);
      for (int i = 0; i < components.length; i++) {
        if (components[i] >= 0) {
          components[i] = JavaRecords.index(layout.type(), layout.members().get(components[i]));
        }
      }
      return components;
    }

    @Override
    public Object read(BinaryReader in) {
      @Nullable Object[] arguments = new @Nullable Object[types.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = JavaRecords.defaultValue(types[i]);
      }
      for (int i = 0; i < fieldCount(); i++) {
        int code = skipOrGetCode(i, in);
        if (code >= 0) {
          arguments[position(code)] = readValue(i, code, in);
        }
      }
      return JavaRecords.newInstance(constructor, arguments);
    }
  }

  private static int[] positions(List<RecordReader.Field> fields) {
    int[] positions = new int[fields.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = fields.get(i).position();
    }
    return positions;
  }
}
