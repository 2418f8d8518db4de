// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Readers of numbers, booleans and nulls, with promotion to the reader's type. */
public final class PrimitiveReaders {

  private PrimitiveReaders() {}

  /** Creates a reader for a pair of types that Avro can resolve. */
  public static ValueReader of(Schema.Type writer, Schema.Type reader) {
    return switch (reader) {
      case NULL -> new NullReader();
      case BOOLEAN -> new BooleanReader();
      case INT -> new IntReader();
      case LONG -> writer == Schema.Type.INT ? new IntToLongReader() : new LongReader();
      case FLOAT -> asFloat(writer);
      default -> asDouble(writer);
    };
  }

  private static ValueReader asFloat(Schema.Type writer) {
    return switch (writer) {
      case INT -> new IntToFloatReader();
      case LONG -> new LongToFloatReader();
      default -> new FloatReader();
    };
  }

  private static ValueReader asDouble(Schema.Type writer) {
    return switch (writer) {
      case INT -> new IntToDoubleReader();
      case LONG -> new LongToDoubleReader();
      case FLOAT -> new FloatToDoubleReader();
      default -> new DoubleReader();
    };
  }

  static final class NullReader extends ValueReader {
    @Override
    public @Nullable Object read(BinaryReader in) {
      return null;
    }
  }

  static final class BooleanReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readBoolean();
    }
  }

  public static final class IntReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readInt();
    }

    @Override
    public void skip(BinaryReader in) {
      in.readInt();
    }
  }

  public static final class LongReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readLong();
    }

    @Override
    public void skip(BinaryReader in) {
      in.readLong();
    }
  }

  static final class FloatReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readFloat();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(Float.BYTES);
    }
  }

  static final class DoubleReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readDouble();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(Double.BYTES);
    }
  }

  private static final class IntToLongReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return (long) in.readInt();
    }
  }

  private static final class IntToFloatReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return (float) in.readInt();
    }
  }

  private static final class LongToFloatReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return (float) in.readLong();
    }
  }

  private static final class IntToDoubleReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return (double) in.readInt();
    }
  }

  private static final class LongToDoubleReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return (double) in.readLong();
    }
  }

  private static final class FloatToDoubleReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return (double) in.readFloat();
    }
  }
}
