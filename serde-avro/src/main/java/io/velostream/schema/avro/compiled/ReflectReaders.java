// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.ClassLayout;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.Member;
import io.velostream.schema.avro.compiled.read.InlineRead;
import io.velostream.schema.avro.compiled.read.ObjectReader;
import io.velostream.schema.avro.compiled.read.RecordReader;
import io.velostream.schema.avro.compiled.read.SharedObjectReaders;
import io.velostream.schema.avro.compiled.read.StringReaders;
import io.velostream.schema.avro.compiled.read.ValueReader;
import io.velostream.schema.avro.compiled.write.LogicalTypeReaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Readers for the reflection model: Java arrays, sets, small integers, {@code Optional}. */
final class ReflectReaders {

  private ReflectReaders() {}

  static ObjectReader sharedReader(ClassLayout layout, List<RecordReader.Field> fields) {
    try {
      return layout.type().isRecord()
          ? new SharedObjectReaders.JavaRecordReader(layout, fields)
          : new SharedObjectReaders.PlainObjectReader(layout, fields);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(layout.type() + " cannot be instantiated", e);
    }
  }

  /**
   * Creates the reader of a Java field or record component, whose type selects the conversion.
   * Values of fields are set as they are read. Values of record components are converted to their
   * declared type.
   */
  static ValueReader forMember(
      ReaderCompiler compiler,
      SpecificData model,
      Schema schema,
      Member member,
      ResolvedPair pair) {
    boolean isComponent = member.accessor() != null;
    Class<?> type = member.type();
    if (member.isText() && !type.isAssignableFrom(String.class)) {
      return new MappingReader(compiler.compileRaw(pair), StringReaders.constructorFunction(type));
    }
    LogicalType logicalType = schema.getLogicalType();
    Conversion<?> conversion =
        logicalType == null ? null : model.getConversionByClass(type, logicalType);
    ValueReader valueReader;
    boolean before =
        compiler.preserveMapOrder(
            Map.class.isAssignableFrom(type) && !type.isAssignableFrom(HashMap.class));
    if (conversion != null) {
      valueReader = LogicalTypeReaders.converted(compiler.compileRaw(pair), schema, conversion);
    } else {
      valueReader = isComponent ? compiler.compile(pair) : compiler.compileRaw(pair);
    }
    var unused = compiler.preserveMapOrder(before);
    if (isComponent) {
      return InlineRead.of(valueReader, type) == null
          ? new MappingReader(valueReader, value -> MemberValueConverter.convert(type, value))
          : valueReader;
    }
    return conversion == null && MemberValueConverter.requiresConversion(type)
        ? new MappingReader(valueReader, value -> MemberValueConverter.convert(type, value))
        : valueReader;
  }

  static ValueReader bytes(Schema schema, SpecificData model) {
    Class<?> type = model.getClass(schema);
    return type != null && type.isArray()
        ? new StringReaders.ByteArrayReader()
        : new StringReaders.ByteBufferReader();
  }

  static ValueReader integer(Schema schema, ValueReader valueReader) {
    String type = schema.getProp(SpecificData.CLASS_PROP);
    if (Byte.class.getName().equals(type)) {
      return new MappingReader(valueReader, value -> number(value).byteValue());
    }
    if (Short.class.getName().equals(type)) {
      return new MappingReader(valueReader, value -> number(value).shortValue());
    }
    return Character.class.getName().equals(type)
        ? new MappingReader(valueReader, value -> (char) number(value).intValue())
        : valueReader;
  }

  private static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw FallbackToAvro.create();
  }

  /**
   * Creates the reader of an array schema.
   *
   * @param type an array, list, set or other collection
   * @param element the class of its items
   */
  static ValueReader array(@Nullable Class<?> type, @Nullable Class<?> element, ValueReader items) {
    if (type == null) {
      throw new IllegalArgumentException("an array without a class");
    }
    if (type.isArray()) {
      return new MappingReader(new ListReader(items), list -> toArray(type, list));
    }
    if (type.isAssignableFrom(ArrayList.class)) {
      return new ListReader(items);
    }
    Supplier<Collection<@Nullable Object>> empty =
        CollectionFactories.collectionFactory(type, element);
    if (empty == null || !Collection.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          type + " is neither an array nor a collection that can be instantiated");
    }
    return new CollectionReader(items, empty);
  }

  private static Object toArray(Class<?> type, @Nullable Object items) {
    if (items instanceof Collection<?> collection) {
      return MemberValueConverter.toArray(type.getComponentType(), collection);
    }
    throw FallbackToAvro.create();
  }

  /** Applies a function to the value of another reader. */
  private static final class MappingReader extends ValueReader {
    private final ValueReader valueReader;
    private final UnaryOperator<@Nullable Object> function;

    MappingReader(ValueReader valueReader, UnaryOperator<@Nullable Object> function) {
      this.valueReader = valueReader;
      this.function = function;
    }

    @Override
    public @Nullable Object read(BinaryReader in) {
      return function.apply(valueReader.read(in));
    }

    @Override
    public void skip(BinaryReader in) {
      valueReader.skip(in);
    }
  }

  /** Reads all blocks of an array into a list. */
  private static final class ListReader extends ValueReader {
    private final ValueReader items;

    ListReader(ValueReader items) {
      this.items = items;
    }

    @Override
    public Object read(BinaryReader in) {
      int count = in.readBlockCount();
      List<@Nullable Object> read = new ArrayList<>(in.initialCapacity(count));
      for (; count > 0; count = in.readBlockCount()) {
        for (int i = 0; i < count; i++) {
          read.add(items.read(in));
        }
      }
      return read;
    }
  }

  /** Reads all blocks of an array into another collection. */
  private static final class CollectionReader extends ValueReader {
    private final ValueReader items;
    private final Supplier<Collection<@Nullable Object>> empty;

    CollectionReader(ValueReader items, Supplier<Collection<@Nullable Object>> empty) {
      this.items = items;
      this.empty = empty;
    }

    @Override
    public Object read(BinaryReader in) {
      Collection<@Nullable Object> read = empty.get();
      for (int count = in.readBlockCount(); count > 0; count = in.readBlockCount()) {
        for (int i = 0; i < count; i++) {
          read.add(items.read(in));
        }
      }
      return read;
    }
  }
}
