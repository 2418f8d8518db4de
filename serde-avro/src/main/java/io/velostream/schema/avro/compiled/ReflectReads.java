// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.Member;
import io.velostream.schema.avro.compiled.io.ObjectShape;
import io.velostream.schema.avro.compiled.read.InlineRead;
import io.velostream.schema.avro.compiled.read.ObjectReads;
import io.velostream.schema.avro.compiled.read.ReadStep;
import io.velostream.schema.avro.compiled.read.RecordRead;
import io.velostream.schema.avro.compiled.read.StepReads;
import io.velostream.schema.avro.compiled.read.StringReaders;
import io.velostream.schema.avro.compiled.write.LogicalReads;
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

/** Steps that read what reflection gives: Java arrays, sets, small integers, optionals. */
final class ReflectReads {

  private ReflectReads() {}

  static ObjectReads bySteps(ObjectShape shape, List<RecordRead.Field> fields) {
    try {
      return shape.type().isRecord()
          ? new StepReads.JavaRecord(shape, fields)
          : new StepReads.Plain(shape, fields);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(shape.type() + " cannot be made", e);
    }
  }

  /**
   * The step for what a Java field or component holds, whose type decides on the conversion. Fields
   * of ordinary classes are set as they are read; those of Java records are made to fit.
   */
  static ReadStep member(
      ReadCompiler compiler, SpecificData model, Schema schema, Member member, Resolved pair) {
    boolean isComponent = member.accessor() != null;
    Class<?> type = member.type();
    if (member.isText() && !type.isAssignableFrom(String.class)) {
      return new Then(compiler.raw(pair), StringReaders.madeOf(type));
    }
    LogicalType logicalType = schema.getLogicalType();
    Conversion<?> conversion =
        logicalType == null ? null : model.getConversionByClass(type, logicalType);
    ReadStep step;
    boolean before =
        compiler.keepOrderOfMaps(
            Map.class.isAssignableFrom(type) && !type.isAssignableFrom(HashMap.class));
    if (conversion != null) {
      step = LogicalReads.converted(compiler.raw(pair), schema, conversion);
    } else {
      step = isComponent ? compiler.value(pair) : compiler.raw(pair);
    }
    var unused = compiler.keepOrderOfMaps(before);
    if (isComponent) {
      return InlineRead.of(step, type) == null
          ? new Then(step, value -> ComponentValue.as(type, value))
          : step;
    }
    return conversion == null && ComponentValue.isMade(type)
        ? new Then(step, value -> ComponentValue.as(type, value))
        : step;
  }

  static ReadStep bytes(Schema schema, SpecificData model) {
    Class<?> type = model.getClass(schema);
    return type != null && type.isArray()
        ? new StringReaders.ByteArrayRead()
        : new StringReaders.BytesRead();
  }

  static ReadStep integer(Schema schema, ReadStep step) {
    String type = schema.getProp(SpecificData.CLASS_PROP);
    if (Byte.class.getName().equals(type)) {
      return new Then(step, value -> number(value).byteValue());
    }
    if (Short.class.getName().equals(type)) {
      return new Then(step, value -> number(value).shortValue());
    }
    return Character.class.getName().equals(type)
        ? new Then(step, value -> (char) number(value).intValue())
        : step;
  }

  private static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw FallbackToAvro.here();
  }

  /**
   * The step for arrays.
   *
   * @param type an array, list, set or other collection
   * @param element the class of its items
   */
  static ReadStep array(@Nullable Class<?> type, @Nullable Class<?> element, ReadStep items) {
    if (type == null) {
      throw new IllegalArgumentException("an array without a class");
    }
    if (type.isArray()) {
      return new Then(new Lists(items), list -> asArray(type, list));
    }
    if (type.isAssignableFrom(ArrayList.class)) {
      return new Lists(items);
    }
    Supplier<Collection<@Nullable Object>> empty = Containers.collections(type, element);
    if (empty == null || !Collection.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(type + " is no collection that can be made, nor an array");
    }
    return new Collections(items, empty);
  }

  private static Object asArray(Class<?> type, @Nullable Object items) {
    if (items instanceof Collection<?> collection) {
      return ComponentValue.asArray(type.getComponentType(), collection);
    }
    throw FallbackToAvro.here();
  }

  /** Makes something of what was read. */
  private static final class Then extends ReadStep {
    private final ReadStep step;
    private final UnaryOperator<@Nullable Object> function;

    Then(ReadStep step, UnaryOperator<@Nullable Object> function) {
      this.step = step;
      this.function = function;
    }

    @Override
    public @Nullable Object read(BinaryReader in) {
      return function.apply(step.read(in));
    }

    @Override
    public void skip(BinaryReader in) {
      step.skip(in);
    }
  }

  /** Reads all blocks of an array into a list. */
  private static final class Lists extends ReadStep {
    private final ReadStep items;

    Lists(ReadStep items) {
      this.items = items;
    }

    @Override
    public Object read(BinaryReader in) {
      int count = in.readItems();
      List<@Nullable Object> read = new ArrayList<>(in.room(count));
      for (; count > 0; count = in.readItems()) {
        for (int i = 0; i < count; i++) {
          read.add(items.read(in));
        }
      }
      return read;
    }
  }

  /** Reads all blocks of an array into another collection. */
  private static final class Collections extends ReadStep {
    private final ReadStep items;
    private final Supplier<Collection<@Nullable Object>> empty;

    Collections(ReadStep items, Supplier<Collection<@Nullable Object>> empty) {
      this.items = items;
      this.empty = empty;
    }

    @Override
    public Object read(BinaryReader in) {
      Collection<@Nullable Object> read = empty.get();
      for (int count = in.readItems(); count > 0; count = in.readItems()) {
        for (int i = 0; i < count; i++) {
          read.add(items.read(in));
        }
      }
      return read;
    }
  }
}
