// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.reflect.Nullable;
import org.apache.avro.specific.SpecificRecordBase;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Defines classes with public fields, as if someone had written or generated them all. */
final class ManyClasses extends ClassLoader {

  private static final String SCHEMA = Type.getDescriptor(Schema.class);
  private static final String GENERATED = Type.getInternalName(SpecificRecordBase.class);

  ManyClasses() {
    super(ManyClasses.class.getClassLoader());
  }

  /** A class without a schema, whose fields may be null. */
  Class<?> plain(String name, List<String> fields, List<Class<?>> types) {
    ClassWriter writer = begin(name, "java/lang/Object");
    for (int i = 0; i < types.size(); i++) {
      FieldVisitor field =
          writer.visitField(
              Opcodes.ACC_PUBLIC, fields.get(i), Type.getDescriptor(types.get(i)), null, null);
      field.visitAnnotation(Type.getDescriptor(Nullable.class), true).visitEnd();
      field.visitEnd();
    }
    return defined(name, writer);
  }

  /** A class as Avro generates it from a schema. */
  Class<?> generated(Schema schema, List<Class<?>> types) {
    String name = schema.getFullName();
    String type = name.replace('.', '/');
    ClassWriter writer = begin(name, GENERATED);
    for (Schema.Field field : schema.getFields()) {
      writer
          .visitField(
              Opcodes.ACC_PUBLIC,
              field.name(),
              Type.getDescriptor(types.get(field.pos())),
              null,
              null)
          .visitEnd();
    }
    writer
        .visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "SCHEMA$", SCHEMA, null, null)
        .visitEnd();
    getSchema(writer, type);
    MethodVisitor get = method(writer, "get", "(I)Ljava/lang/Object;");
    byPosition(
        get,
        schema,
        (code, field) -> {
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitFieldInsn(
              Opcodes.GETFIELD, type, field.name(), Type.getDescriptor(types.get(field.pos())));
          code.visitInsn(Opcodes.ARETURN);
        });
    MethodVisitor put = method(writer, "put", "(ILjava/lang/Object;)V");
    byPosition(
        put,
        schema,
        (code, field) -> {
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitVarInsn(Opcodes.ALOAD, 2);
          code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(types.get(field.pos())));
          code.visitFieldInsn(
              Opcodes.PUTFIELD, type, field.name(), Type.getDescriptor(types.get(field.pos())));
          code.visitInsn(Opcodes.RETURN);
        });
    Class<?> defined = defined(name, writer);
    try {
      defined.getField("SCHEMA$").set(null, schema);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return defined;
  }

  private static void getSchema(ClassWriter writer, String type) {
    MethodVisitor code = method(writer, "getSchema", "()" + SCHEMA);
    code.visitFieldInsn(Opcodes.GETSTATIC, type, "SCHEMA$", SCHEMA);
    code.visitInsn(Opcodes.ARETURN);
    end(code);
  }

  /** What is done with one field. */
  private interface OfField {
    void write(MethodVisitor code, Schema.Field field);
  }

  /** A switch over the position of a field, as Avro writes it. */
  private static void byPosition(MethodVisitor code, Schema schema, OfField branch) {
    Label[] labels = new Label[schema.getFields().size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label();
    }
    Label none = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitTableSwitchInsn(0, labels.length - 1, none, labels);
    for (int i = 0; i < labels.length; i++) {
      code.visitLabel(labels[i]);
      branch.write(code, schema.getFields().get(i));
    }
    code.visitLabel(none);
    code.visitTypeInsn(Opcodes.NEW, "java/lang/IndexOutOfBoundsException");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/IndexOutOfBoundsException", "<init>", "()V", false);
    code.visitInsn(Opcodes.ATHROW);
    end(code);
  }

  private static ClassWriter begin(String name, String superclass) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, superclass, null);
    MethodVisitor constructor = method(writer, "<init>", "()V");
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superclass, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    end(constructor);
    return writer;
  }

  private static MethodVisitor method(ClassWriter writer, String name, String descriptor) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private Class<?> defined(String name, ClassWriter writer) {
    byte[] bytes = writer.toByteArray();
    return defineClass(name, bytes, 0, bytes.length);
  }
}
