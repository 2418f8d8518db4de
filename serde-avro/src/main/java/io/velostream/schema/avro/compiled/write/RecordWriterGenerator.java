// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.ClassLayout;
import io.velostream.schema.avro.compiled.io.HiddenClassBuilder;
import io.velostream.schema.avro.compiled.io.Member;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Generates classes that write objects field by field, like handwritten code. */
final class RecordWriterGenerator {

  private static final String BINARY_WRITER = Type.getInternalName(BinaryWriter.class);
  private static final String OBJECT_WRITER = Type.getInternalName(ObjectWriter.class);
  private static final String RECORD = Type.getInternalName(GenericData.Record.class);

  /**
   * Fields are split into methods of this many fields, because the JIT compiler does not inline or
   * compile large methods well.
   */
  private static final int FIELDS_PER_METHOD = 16;

  private RecordWriterGenerator() {}

  /** Emits the instructions that write one field. */
  private interface FieldCode {
    void emit(MethodVisitor code, int position);
  }

  /** Generates a writer of objects; null when no class can be generated. */
  static @Nullable ObjectWriter of(ClassLayout layout, RecordFieldsWriter fields) {
    List<Member> members = layout.members();
    HiddenClassBuilder builder =
        new HiddenClassBuilder(layout.lookup(), ObjectWriter.class, RecordFieldsWriter.class);
    emitWriteMethod(
        builder,
        Type.getInternalName(layout.type()),
        members.size(),
        (code, i) -> emitMember(code, fields, i, members.get(i)));
    return (ObjectWriter) builder.newInstance(fields);
  }

  /** Generates a writer of generic records; null when no class can be generated. */
  static @Nullable ObjectWriter ofGeneric(RecordFieldsWriter fields) {
    HiddenClassBuilder builder =
        new HiddenClassBuilder(
            MethodHandles.lookup(), ObjectWriter.class, RecordFieldsWriter.class);
    emitWriteMethod(
        builder, RECORD, fields.count(), (code, i) -> emitGenericField(code, fields, i));
    return (ObjectWriter) builder.newInstance(fields);
  }

  /** Emits the method that writes all fields, directly or through one method per part. */
  private static void emitWriteMethod(
      HiddenClassBuilder builder, String type, int count, FieldCode field) {
    MethodVisitor writeMethod = startMethod(builder, "write", type);
    if (count <= FIELDS_PER_METHOD) {
      emitFields(writeMethod, 0, count, field);
      return;
    }
    for (int from = 0; from < count; from += FIELDS_PER_METHOD) {
      String name = "write" + from;
      emitFields(
          startMethod(builder, name, type), from, Math.min(count, from + FIELDS_PER_METHOD), field);
      writeMethod.visitVarInsn(Opcodes.ALOAD, 0);
      writeMethod.visitVarInsn(Opcodes.ALOAD, 1);
      writeMethod.visitVarInsn(Opcodes.ALOAD, 2);
      builder.invokeOwn(writeMethod, name, void.class, Object.class, BinaryWriter.class);
    }
    HiddenClassBuilder.endMethod(writeMethod, Opcodes.RETURN);
  }

  private static void emitFields(MethodVisitor code, int from, int to, FieldCode field) {
    for (int i = from; i < to; i++) {
      field.emit(code, i);
    }
    HiddenClassBuilder.endMethod(code, Opcodes.RETURN);
  }

  /** Emits the write of a Java field or record component. */
  private static void emitMember(
      MethodVisitor code, RecordFieldsWriter fields, int position, Member member) {
    String method = fields.directMethod(position, member.type());
    if (method == null) {
      emitCallStart(code, fields, position);
      member.load(code, 3);
      box(code, member.type());
      emitCallEnd(code, fields.objectWriterMethod(position));
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 2);
      member.load(code, 3);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          BINARY_WRITER,
          method,
          HiddenClassBuilder.descriptor(void.class, member.type()),
          false);
    }
  }

  /** Emits the write of a field of a generic record. */
  private static void emitGenericField(
      MethodVisitor code, RecordFieldsWriter fields, int position) {
    emitCallStart(code, fields, position);
    code.visitVarInsn(Opcodes.ALOAD, 3);
    code.visitLdcInsn(position);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        RECORD,
        "get",
        HiddenClassBuilder.descriptor(Object.class, int.class),
        false);
    emitCallEnd(code, fields.objectWriterMethod(position));
  }

  /** Starts a method, which stores the object, cast to its class, in local variable 3. */
  private static MethodVisitor startMethod(HiddenClassBuilder builder, String name, String type) {
    MethodVisitor code = builder.method(name, void.class, Object.class, BinaryWriter.class);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, type);
    code.visitVarInsn(Opcodes.ASTORE, 3);
    return code;
  }

  private static void emitCallStart(MethodVisitor code, RecordFieldsWriter fields, int position) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(position);
    code.visitLdcInsn(fields.nullBranch(position));
  }

  private static void emitCallEnd(MethodVisitor code, String method) {
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        OBJECT_WRITER,
        method,
        HiddenClassBuilder.descriptor(
            void.class, int.class, int.class, Object.class, BinaryWriter.class),
        false);
  }

  private static void box(MethodVisitor code, Class<?> type) {
    if (type.isPrimitive()) {
      Class<?> boxed = MethodType.methodType(type).wrap().returnType();
      HiddenClassBuilder.box(code, type, boxed);
    }
  }
}
