// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Schemas of 30 nullable strings, longs and doubles each, as a table of a database has them. */
public abstract class ManyTypes {

  private static final int FIELDS = 30;
  private static final Class<?>[] COLUMNS = {String.class, Long.class, Double.class};

  private final Map<Integer, Schema> schemas = new HashMap<>();

  /** Generic records. */
  public static ManyTypes generic() {
    return new Generic();
  }

  /** Objects of classes without a schema. */
  public static ManyTypes reflected() {
    return new Reflected();
  }

  /** Objects of generated classes. */
  public static ManyTypes generated() {
    return new Generated();
  }

  public final Schema schema(int number) {
    return schemas.computeIfAbsent(number, this::newSchema);
  }

  abstract Schema newSchema(int number);

  /** The class of the values; null for generic ones. */
  abstract @Nullable Class<?> type(int number);

  /** The class of the values, which there is. */
  final Class<?> reflectedType(int number) {
    return Objects.requireNonNull(type(number));
  }

  abstract GenericData model();

  public abstract Object value(int number);

  /** What the value holds, as a generic record. */
  final GenericRecord record(int number) {
    GenericRecord record = new GenericData.Record(schema(number));
    Random random = new Random(number);
    for (int i = 0; i < FIELDS; i++) {
      record.put(name(i), random.nextInt(5) == 0 ? null : column(number, i, random));
    }
    return record;
  }

  private static Object column(int number, int field, Random random) {
    Class<?> type = COLUMNS[(number + field) % COLUMNS.length];
    if (type == String.class) {
      return "text of " + random.nextInt(1_000_000);
    }
    return type == Long.class ? (Object) random.nextLong(1L << 40) : (Object) random.nextDouble();
  }

  private static Schema rows(int number) {
    SchemaBuilder.FieldAssembler<Schema> fields =
        SchemaBuilder.record("Row" + number).namespace("many").fields();
    for (int i = 0; i < FIELDS; i++) {
      Class<?> type = COLUMNS[(number + i) % COLUMNS.length];
      fields =
          type == String.class
              ? fields.optionalString(name(i))
              : type == Long.class ? fields.optionalLong(name(i)) : fields.optionalDouble(name(i));
    }
    return fields.endRecord();
  }

  private static List<String> names() {
    return IntStream.range(0, FIELDS).mapToObj(ManyTypes::name).toList();
  }

  private static List<Class<?>> columns(int number) {
    return IntStream.range(0, FIELDS)
        .<Class<?>>mapToObj(field -> COLUMNS[(number + field) % COLUMNS.length])
        .toList();
  }

  private static String name(int field) {
    return "column" + field;
  }

  private static final class Generic extends ManyTypes {
    @Override
    Schema newSchema(int number) {
      return rows(number);
    }

    @Override
    @Nullable Class<?> type(int number) {
      return null;
    }

    @Override
    GenericData model() {
      return new GenericData();
    }

    @Override
    public Object value(int number) {
      return record(number);
    }
  }

  /** Objects of a class for each number. */
  private abstract static class OfClasses extends ManyTypes {
    private final Map<Integer, Class<?>> types = new HashMap<>();

    abstract Class<?> newType(int number);

    @Override
    final Class<?> type(int number) {
      return types.computeIfAbsent(number, this::newType);
    }

    @Override
    public final Object value(int number) {
      try {
        Object object = type(number).getDeclaredConstructor().newInstance();
        GenericRecord record = record(number);
        for (Schema.Field field : record.getSchema().getFields()) {
          type(number).getField(field.name()).set(object, record.get(field.pos()));
        }
        return object;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Reflected extends OfClasses {
    private final ManyClasses classes = new ManyClasses();
    private final ReflectData model = new ReflectData(classes);

    @Override
    Class<?> newType(int number) {
      return classes.plain("many.Row" + number, names(), columns(number));
    }

    @Override
    Schema newSchema(int number) {
      return model.getSchema(type(number));
    }

    @Override
    GenericData model() {
      return model;
    }
  }

  private static final class Generated extends OfClasses {
    private final ManyClasses classes = new ManyClasses();
    private final SpecificData model = new SpecificData(classes);

    @Override
    Class<?> newType(int number) {
      return classes.generated(schema(number), columns(number));
    }

    @Override
    Schema newSchema(int number) {
      Schema schema = rows(number);
      for (Schema.Field field : schema.getFields()) {
        Schema type = field.schema().getTypes().get(1);
        if (type.getType() == Schema.Type.STRING) {
          GenericData.setStringType(type, GenericData.StringType.String);
        }
      }
      return schema;
    }

    @Override
    GenericData model() {
      return model;
    }
  }
}
