// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.HiddenClassBuilder;
import io.velostream.schema.avro.compiled.io.Member;
import io.velostream.schema.avro.compiled.io.ObjectShape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes classes that write objects field by field, as one would write it by hand. */
final class RecordWriterGenerator {

  private static final String OUTPUT = Type.getInternalName(BinaryWriter.class);
  private static final String WRITES = Type.getInternalName(ObjectWrites.class);
  private static final String RECORD = Type.getInternalName(GenericData.Record.class);

  /** More fields than these go to a method of their own, so that the compiler does not give up. */
  private static final int PART = 16;

  private RecordWriterGenerator() {}

  /** Puts instructions into a method that write one field. */
  private interface FieldCode {
    void put(MethodVisitor code, int position);
  }

  /** Writes the fields of a class; null when no class can be made for it. */
  static @Nullable ObjectWrites of(ObjectShape shape, FieldWrites fields) {
    List<Member> members = shape.members();
    HiddenClassBuilder made =
        new HiddenClassBuilder(shape.lookup(), ObjectWrites.class, FieldWrites.class);
    write(
        made,
        Type.getInternalName(shape.type()),
        members.size(),
        (code, i) -> member(code, fields, i, members.get(i)));
    return (ObjectWrites) made.newInstance(fields);
  }

  /** Writes the fields of generic records; null when no class can be made. */
  static @Nullable ObjectWrites ofGeneric(FieldWrites fields) {
    HiddenClassBuilder made =
        new HiddenClassBuilder(MethodHandles.lookup(), ObjectWrites.class, FieldWrites.class);
    write(made, RECORD, fields.count(), (code, i) -> value(code, fields, i));
    return (ObjectWrites) made.newInstance(fields);
  }

  /** The method that writes all fields of an object, itself or by its parts. */
  private static void write(HiddenClassBuilder made, String type, int count, FieldCode field) {
    MethodVisitor all = start(made, "write", type);
    if (count <= PART) {
      put(all, 0, count, field);
      return;
    }
    for (int from = 0; from < count; from += PART) {
      String name = "write" + from;
      put(start(made, name, type), from, Math.min(count, from + PART), field);
      all.visitVarInsn(Opcodes.ALOAD, 0);
      all.visitVarInsn(Opcodes.ALOAD, 1);
      all.visitVarInsn(Opcodes.ALOAD, 2);
      made.callOwn(all, name, void.class, Object.class, BinaryWriter.class);
    }
    HiddenClassBuilder.end(all, Opcodes.RETURN);
  }

  private static void put(MethodVisitor code, int from, int to, FieldCode field) {
    for (int i = from; i < to; i++) {
      field.put(code, i);
    }
    HiddenClassBuilder.end(code, Opcodes.RETURN);
  }

  /** Writes what an object's member holds. */
  private static void member(MethodVisitor code, FieldWrites fields, int position, Member member) {
    String method = fields.directly(position, member.type());
    if (method == null) {
      startOfStep(code, fields, position);
      member.load(code, 3);
      box(code, member.type());
      endOfStep(code, fields.method(position));
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 2);
      member.load(code, 3);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          OUTPUT,
          method,
          HiddenClassBuilder.descriptor(void.class, member.type()),
          false);
    }
  }

  /** Writes a value of a generic record. */
  private static void value(MethodVisitor code, FieldWrites fields, int position) {
    startOfStep(code, fields, position);
    code.visitVarInsn(Opcodes.ALOAD, 3);
    code.visitLdcInsn(position);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        RECORD,
        "get",
        HiddenClassBuilder.descriptor(Object.class, int.class),
        false);
    endOfStep(code, fields.method(position));
  }

  /** The object, as what it is, becomes local variable 3. */
  private static MethodVisitor start(HiddenClassBuilder made, String name, String type) {
    MethodVisitor code = made.method(name, void.class, Object.class, BinaryWriter.class);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, type);
    code.visitVarInsn(Opcodes.ASTORE, 3);
    return code;
  }

  private static void startOfStep(MethodVisitor code, FieldWrites fields, int position) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(position);
    code.visitLdcInsn(fields.nullBranch(position));
  }

  private static void endOfStep(MethodVisitor code, String method) {
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        WRITES,
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
