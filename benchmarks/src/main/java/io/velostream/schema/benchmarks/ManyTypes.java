// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.ReflectData;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Schemas of 30 nullable strings, longs and doubles each, as a table of a database has them. */
abstract class ManyTypes {

  private static final int FIELDS = 30;
  private static final Class<?>[] COLUMNS = {String.class, Long.class, Double.class};

  private final Map<Integer, Schema> schemas = new HashMap<>();

  /** Generic records. */
  static ManyTypes generic() {
    return new Generic();
  }

  /** Objects of classes without a schema. */
  static ManyTypes reflected() {
    return new Reflected();
  }

  final Schema schema(int number) {
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

  abstract Object value(int number);

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

  private static String name(int field) {
    return "column" + field;
  }

  private static final class Generic extends ManyTypes {
    @Override
    Schema newSchema(int number) {
      SchemaBuilder.FieldAssembler<Schema> fields =
          SchemaBuilder.record("Row" + number).namespace("many").fields();
      for (int i = 0; i < FIELDS; i++) {
        Class<?> type = COLUMNS[(number + i) % COLUMNS.length];
        fields =
            type == String.class
                ? fields.optionalString(name(i))
                : type == Long.class
                    ? fields.optionalLong(name(i))
                    : fields.optionalDouble(name(i));
      }
      return fields.endRecord();
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
    Object value(int number) {
      return record(number);
    }
  }

  private static final class Reflected extends ManyTypes {
    private final Loader loader = new Loader();
    private final ReflectData model = new ReflectData(loader);
    private final Map<Integer, Class<?>> types = new HashMap<>();

    @Override
    Schema newSchema(int number) {
      return model.getSchema(type(number));
    }

    @Override
    Class<?> type(int number) {
      return types.computeIfAbsent(number, loader::define);
    }

    @Override
    GenericData model() {
      return model;
    }

    @Override
    Object value(int number) {
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

  /** Defines a class for each number, as if someone had written them all. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(ManyTypes.class.getClassLoader());
    }

    Class<?> define(int number) {
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      writer.visit(
          Opcodes.V17, Opcodes.ACC_PUBLIC, "many/Row" + number, null, "java/lang/Object", null);
      for (int i = 0; i < FIELDS; i++) {
        Class<?> type = COLUMNS[(number + i) % COLUMNS.length];
        FieldVisitor field =
            writer.visitField(Opcodes.ACC_PUBLIC, name(i), Type.getDescriptor(type), null, null);
        field
            .visitAnnotation(Type.getDescriptor(org.apache.avro.reflect.Nullable.class), true)
            .visitEnd();
        field.visitEnd();
      }
      MethodVisitor constructor =
          writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
      constructor.visitCode();
      constructor.visitVarInsn(Opcodes.ALOAD, 0);
      constructor.visitMethodInsn(
          Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
      constructor.visitInsn(Opcodes.RETURN);
      constructor.visitMaxs(0, 0);
      constructor.visitEnd();
      byte[] bytes = writer.toByteArray();
      return defineClass("many.Row" + number, bytes, 0, bytes.length);
    }
  }
}
