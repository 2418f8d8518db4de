// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificFixed;
import org.jspecify.annotations.Nullable;

/** Steps that read strings, bytes, fixed and enums. */
public final class StringReaders {

  private StringReaders() {}

  /** A step for strings, or for bytes that are read as such. */
  public static ReadStep string(Class<?> type) {
    if (type == String.class) {
      return new StringRead();
    }
    return type == CharSequence.class ? new Utf8Read() : new MadeFromString(type);
  }

  public static final class StringRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readString();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  public static final class Utf8Read extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readUtf8();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  /** Makes objects of a class from their text; of null comes null. */
  public static UnaryOperator<@Nullable Object> madeOf(Class<?> type) {
    Constructor<?> constructor = fromString(type);
    return text -> text == null ? null : made(constructor, text.toString());
  }

  private static Constructor<?> fromString(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new AvroRuntimeException(type + " cannot be made from a string", e);
    }
  }

  private static Object made(Constructor<?> constructor, String text) {
    try {
      return constructor.newInstance(text);
    } catch (ReflectiveOperationException e) {
      throw new AvroRuntimeException("cannot call " + constructor, e);
    }
  }

  private static final class MadeFromString extends ReadStep {
    private final Constructor<?> constructor;

    MadeFromString(Class<?> type) {
      constructor = fromString(type);
    }

    @Override
    public Object read(BinaryReader in) {
      return made(constructor, in.readString());
    }
  }

  public static final class BytesRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return ByteBuffer.wrap(in.readBytes());
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  /** For classes without a schema. */
  public static final class ByteArrayRead extends ReadStep {
    @Override
    public Object read(BinaryReader in) {
      return in.readBytes();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  public static final class FixedRead extends ReadStep {
    private final Schema schema;
    private final @Nullable Class<?> type;
    private final int length;

    public FixedRead(Schema schema, @Nullable Class<?> type) {
      this.schema = schema;
      this.type = type;
      this.length = schema.getFixedSize();
    }

    /** Whether what is read is nothing but bytes: generic, or of a generated class. */
    public boolean isOfAvrosOwn() {
      return type == null || type.getSuperclass() == SpecificFixed.class;
    }

    @Override
    public Object read(BinaryReader in) {
      byte[] bytes = in.readFixed(length);
      if (type == null) {
        return new GenericData.Fixed(schema, bytes);
      }
      GenericFixed fixed = (GenericFixed) SpecificData.newInstance(type, schema);
      System.arraycopy(bytes, 0, fixed.bytes(), 0, length);
      return fixed;
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(length);
    }
  }

  /** Symbols are made once, as they never change. */
  public static final class EnumRead extends ReadStep {
    private final @Nullable Object[] symbols;

    /**
     * A step.
     *
     * @param symbols by the writer's number; null for those that the reader does not know
     */
    public EnumRead(@Nullable Object[] symbols) {
      this.symbols = symbols;
    }

    @Override
    public Object read(BinaryReader in) {
      int number = in.readInt();
      Object symbol = number < 0 || number >= symbols.length ? null : symbols[number];
      if (symbol == null) {
        throw FallbackToAvro.here();
      }
      return symbol;
    }

    @Override
    public void skip(BinaryReader in) {
      int number = in.readInt();
      if (number < 0 || number >= symbols.length) {
        throw FallbackToAvro.here();
      }
    }
  }
}
