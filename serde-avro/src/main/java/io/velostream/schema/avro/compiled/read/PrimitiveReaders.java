// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Steps that read numbers, booleans and nulls, promoted where the reader's type is wider. */
public final class PrimitiveReaders {

  private PrimitiveReaders() {}

  /** A step for a pair of types that Avro can resolve. */
  public static ReadStep of(Schema.Type writer, Schema.Type reader) {
    return switch (reader) {
      case NULL -> new NullRead();
      case BOOLEAN -> new BooleanRead();
      case INT -> new IntRead();
      case LONG -> writer == Schema.Type.INT ? new IntAsLong() : new LongRead();
      case FLOAT -> asFloat(writer);
      default -> asDouble(writer);
    };
  }

  private static ReadStep asFloat(Schema.Type writer) {
    return switch (writer) {
      case INT -> new IntAsFloat();
      case LONG -> new LongAsFloat();
      default -> new FloatRead();
    };
  }

  private static ReadStep asDouble(Schema.Type writer) {
    return switch (writer) {
      case INT -> new IntAsDouble();
      case LONG -> new LongAsDouble();
      case FLOAT -> new FloatAsDouble();
      default -> new DoubleRead();
    };
  }

  static final class NullRead extends ReadStep {
    @Override
    public @Nullable Object read(BinaryReader in) {
      return null;
    }
  }

  static final class BooleanRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readBoolean();
    }
  }

  public static final class IntRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readInt();
    }

    @Override
    public void skip(BinaryReader in) {
      in.readInt();
    }
  }

  public static final class LongRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readLong();
    }

    @Override
    public void skip(BinaryReader in) {
      in.readLong();
    }
  }

  static final class FloatRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readFloat();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(Float.BYTES);
    }
  }

  static final class DoubleRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readDouble();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(Double.BYTES);
    }
  }

  private static final class IntAsLong extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return (long) in.readInt();
    }
  }

  private static final class IntAsFloat extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return (float) in.readInt();
    }
  }

  private static final class LongAsFloat extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return (float) in.readLong();
    }
  }

  private static final class IntAsDouble extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return (double) in.readInt();
    }
  }

  private static final class LongAsDouble extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return (double) in.readLong();
    }
  }

  private static final class FloatAsDouble extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return (double) in.readFloat();
    }
  }
}
