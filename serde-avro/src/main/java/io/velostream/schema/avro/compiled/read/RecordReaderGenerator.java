// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.HiddenClassBuilder;
import io.velostream.schema.avro.compiled.io.JavaRecords;
import io.velostream.schema.avro.compiled.io.Member;
import io.velostream.schema.avro.compiled.io.ObjectShape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes classes that read objects field by field, as one would write it by hand. */
public final class RecordReaderGenerator {

  private static final String READS = Type.getInternalName(ObjectReads.class);
  private static final String RECORD = Type.getInternalName(GenericData.Record.class);

  /** The local variable of the object, or the first of those of a Java record's components. */
  private static final int OBJECT = 2;

  /** More fields than these go to a method of their own, so that the compiler does not give up. */
  private static final int PART = 16;

  private final HiddenClassBuilder made;
  private MethodVisitor code;
  private final List<RecordRead.Field> fields;

  private RecordReaderGenerator(MethodHandles.Lookup host, List<RecordRead.Field> fields) {
    this.made = new HiddenClassBuilder(host, ObjectReads.class);
    this.code = made.method("read", Object.class, BinaryReader.class);
    this.fields = fields;
  }

  private @Nullable ObjectReads end() {
    HiddenClassBuilder.end(code, Opcodes.ARETURN);
    return (ObjectReads) made.newInstance();
  }

  /** Reads objects of a class; null when no class can be made for it. */
  public static @Nullable ObjectReads of(ObjectShape shape, List<RecordRead.Field> fields) {
    RecordReaderGenerator reads = new RecordReaderGenerator(shape.lookup(), fields);
    if (shape.type().isRecord()) {
      reads.javaRecord(shape);
    } else {
      reads.object(shape);
    }
    return reads.end();
  }

  /** Reads generic records; null when no class can be made. */
  public static @Nullable ObjectReads ofGeneric(Schema schema, List<RecordRead.Field> fields) {
    RecordReaderGenerator reads = new RecordReaderGenerator(MethodHandles.lookup(), fields);
    reads.generic(schema);
    return reads.end();
  }

  private void generic(Schema schema) {
    code.visitTypeInsn(Opcodes.NEW, RECORD);
    code.visitInsn(Opcodes.DUP);
    made.constant(code, schema, Schema.class);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        RECORD,
        "<init>",
        HiddenClassBuilder.descriptor(void.class, Schema.class),
        false);
    code.visitVarInsn(Opcodes.ASTORE, OBJECT);
    for (int from = 0; from < fields.size(); from += PART) {
      String name = "read" + from;
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitVarInsn(Opcodes.ALOAD, OBJECT);
      made.callOwn(code, name, void.class, BinaryReader.class, GenericData.Record.class);
      MethodVisitor all = code;
      code = made.method(name, void.class, BinaryReader.class, GenericData.Record.class);
      for (int i = from; i < Math.min(fields.size(), from + PART); i++) {
        put(i);
      }
      HiddenClassBuilder.end(code, Opcodes.RETURN);
      code = all;
    }
    code.visitVarInsn(Opcodes.ALOAD, OBJECT);
  }

  /** Reads a field of a generic record. */
  private void put(int number) {
    int position = fields.get(number).position();
    if (position < 0) {
      skip(number);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, OBJECT);
      code.visitLdcInsn(position);
      value(number, Object.class);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          RECORD,
          "put",
          HiddenClassBuilder.descriptor(void.class, int.class, Object.class),
          false);
    }
  }

  private void object(ObjectShape shape) {
    String type = Type.getInternalName(shape.type());
    code.visitTypeInsn(Opcodes.NEW, type);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
    code.visitVarInsn(Opcodes.ASTORE, OBJECT);
    for (int i = 0; i < fields.size(); i++) {
      int position = fields.get(i).position();
      if (position < 0) {
        skip(i);
      } else {
        Member member = shape.members().get(position);
        code.visitVarInsn(Opcodes.ALOAD, OBJECT);
        value(i, member.type());
        code.visitFieldInsn(
            Opcodes.PUTFIELD,
            Type.getInternalName(member.field().getDeclaringClass()),
            member.field().getName(),
            Type.getDescriptor(member.type()));
      }
    }
    code.visitVarInsn(Opcodes.ALOAD, OBJECT);
  }

  /** Components wait in local variables until all are there. */
  private void javaRecord(ObjectShape shape) {
    Class<?>[] types = JavaRecords.types(shape.type());
    int[] variables = new int[types.length];
    int next = OBJECT;
    for (int i = 0; i < types.length; i++) {
      variables[i] = next;
      next += Type.getType(types[i]).getSize();
      empty(types[i]);
      code.visitVarInsn(Type.getType(types[i]).getOpcode(Opcodes.ISTORE), variables[i]);
    }
    for (int i = 0; i < fields.size(); i++) {
      int position = fields.get(i).position();
      if (position < 0) {
        skip(i);
      } else {
        int component = JavaRecords.index(shape.type(), shape.members().get(position));
        value(i, types[component]);
        code.visitVarInsn(
            Type.getType(types[component]).getOpcode(Opcodes.ISTORE), variables[component]);
      }
    }
    String type = Type.getInternalName(shape.type());
    code.visitTypeInsn(Opcodes.NEW, type);
    code.visitInsn(Opcodes.DUP);
    for (int i = 0; i < types.length; i++) {
      code.visitVarInsn(Type.getType(types[i]).getOpcode(Opcodes.ILOAD), variables[i]);
    }
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        type,
        "<init>",
        HiddenClassBuilder.descriptor(void.class, types),
        false);
  }

  private void empty(Class<?> type) {
    if (type == Optional.class) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(Optional.class),
          "empty",
          HiddenClassBuilder.descriptor(Optional.class),
          false);
    } else if (!type.isPrimitive()) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else if (type == long.class) {
      code.visitInsn(Opcodes.LCONST_0);
    } else if (type == double.class) {
      code.visitInsn(Opcodes.DCONST_0);
    } else {
      code.visitInsn(type == float.class ? Opcodes.FCONST_0 : Opcodes.ICONST_0);
    }
  }

  private void skip(int number) {
    call(fields.get(number).step(), "skip", void.class);
  }

  /** Puts the value of a field on the stack, as what the type asks for. */
  private void value(int number, Class<?> type) {
    ReadStep step = fields.get(number).step();
    InlineRead direct = InlineRead.of(step, type);
    if (direct != null) {
      direct.put(code);
    } else if (type == String.class) {
      call(step, "text", String.class);
    } else if (step instanceof UnionRead union && union.nullOfTwo() >= 0) {
      optional(union);
      cast(type);
    } else {
      call(step, "value", Object.class);
      cast(type);
    }
  }

  private void call(ReadStep step, String method, Class<?> result) {
    made.constant(code, step, ReadStep.class);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        READS,
        method,
        HiddenClassBuilder.descriptor(result, ReadStep.class, BinaryReader.class),
        false);
  }

  private void optional(UnionRead union) {
    int nullBranch = union.nullOfTwo();
    code.visitLdcInsn(nullBranch);
    made.constant(code, union.branch(1 - nullBranch), ReadStep.class);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        READS,
        "optionalValue",
        HiddenClassBuilder.descriptor(Object.class, int.class, ReadStep.class, BinaryReader.class),
        false);
  }

  private void cast(Class<?> type) {
    if (type == Object.class) {
      return;
    }
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(boxed));
    if (type.isPrimitive()) {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          Type.getInternalName(boxed),
          type.getName() + "Value",
          HiddenClassBuilder.descriptor(type),
          false);
    }
  }
}
