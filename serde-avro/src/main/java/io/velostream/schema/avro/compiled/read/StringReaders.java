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

/** Readers of strings, bytes, fixed and enums. */
public final class StringReaders {

  private StringReaders() {}

  /** Creates a reader for strings, or for bytes that are read as strings. */
  public static ValueReader string(Class<?> type) {
    if (type == String.class) {
      return new StringReader();
    }
    return type == CharSequence.class ? new Utf8Reader() : new StringConstructorReader(type);
  }

  public static final class StringReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readString();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  public static final class Utf8Reader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readUtf8();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  /** Returns a function that creates objects of a class from strings. It returns null for null. */
  public static UnaryOperator<@Nullable Object> constructorFunction(Class<?> type) {
    Constructor<?> constructor = stringConstructor(type);
    return text -> text == null ? null : newInstance(constructor, text.toString());
  }

  private static Constructor<?> stringConstructor(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new AvroRuntimeException(type + " cannot be made from a string", e);
    }
  }

  private static Object newInstance(Constructor<?> constructor, String text) {
    try {
      return constructor.newInstance(text);
    } catch (ReflectiveOperationException e) {
      throw new AvroRuntimeException("cannot call " + constructor, e);
    }
  }

  private static final class StringConstructorReader extends ValueReader {
    private final Constructor<?> constructor;

    StringConstructorReader(Class<?> type) {
      constructor = stringConstructor(type);
    }

    @Override
    public Object read(BinaryReader in) {
      return newInstance(constructor, in.readString());
    }
  }

  public static final class ByteBufferReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return ByteBuffer.wrap(in.readBytes());
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  /** Reads bytes as {@code byte[]}, for the reflection model. */
  public static final class ByteArrayReader extends ValueReader {
    @Override
    public Object read(BinaryReader in) {
      return in.readBytes();
    }

    @Override
    public void skip(BinaryReader in) {
      in.skip(in.readLength());
    }
  }

  public static final class FixedReader extends ValueReader {
    private final Schema schema;
    private final @Nullable Class<?> type;
    private final int length;

    public FixedReader(Schema schema, @Nullable Class<?> type) {
      this.schema = schema;
      this.type = type;
      this.length = schema.getFixedSize();
    }

    /** Whether the class is Avro's generic one or a generated class, without additional state. */
    public boolean isPlainFixed() {
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

  /** Symbols are immutable, so they are created once. */
  public static final class EnumReader extends ValueReader {
    private final @Nullable Object[] symbols;

    /**
     * Creates a reader.
     *
     * @param symbols the symbols by the writer's ordinal; null for symbols that the reader does not
     *     have
     */
    public EnumReader(@Nullable Object[] symbols) {
      this.symbols = symbols;
    }

    @Override
    public Object read(BinaryReader in) {
      int number = in.readInt();
      Object symbol = number < 0 || number >= symbols.length ? null : symbols[number];
      if (symbol == null) {
        throw FallbackToAvro.create();
      }
      return symbol;
    }

    @Override
    public void skip(BinaryReader in) {
      int number = in.readInt();
      if (number < 0 || number >= symbols.length) {
        throw FallbackToAvro.create();
      }
    }
  }
}
