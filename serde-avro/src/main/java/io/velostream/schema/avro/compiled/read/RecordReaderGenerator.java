// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.ClassLayout;
import io.velostream.schema.avro.compiled.io.HiddenClassBuilder;
import io.velostream.schema.avro.compiled.io.JavaRecords;
import io.velostream.schema.avro.compiled.io.Member;
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

/** Generates classes that read objects field by field, like handwritten code. */
public final class RecordReaderGenerator {

  private static final String OBJECT_READER = Type.getInternalName(ObjectReader.class);
  private static final String RECORD = Type.getInternalName(GenericData.Record.class);

  /** The local variable of the object, or of the first component of a Java record. */
  private static final int OBJECT_VARIABLE = 2;

  /**
   * Fields are split into methods of this many fields, because the JIT compiler does not inline or
   * compile large methods well.
   */
  private static final int FIELDS_PER_METHOD = 16;

  private final HiddenClassBuilder builder;
  private MethodVisitor code;
  private final List<RecordReader.Field> fields;

  private RecordReaderGenerator(MethodHandles.Lookup host, List<RecordReader.Field> fields) {
    this.builder = new HiddenClassBuilder(host, ObjectReader.class);
    this.code = builder.method("read", Object.class, BinaryReader.class);
    this.fields = fields;
  }

  private @Nullable ObjectReader build() {
    HiddenClassBuilder.endMethod(code, Opcodes.ARETURN);
    return (ObjectReader) builder.newInstance();
  }

  /** Generates a reader of objects; null when no class can be generated. */
  public static @Nullable ObjectReader of(ClassLayout layout, List<RecordReader.Field> fields) {
    RecordReaderGenerator generator = new RecordReaderGenerator(layout.lookup(), fields);
    if (layout.type().isRecord()) {
      generator.emitJavaRecord(layout);
    } else {
      generator.emitObject(layout);
    }
    return generator.build();
  }

  /** Generates a reader of generic records; null when no class can be generated. */
  public static @Nullable ObjectReader ofGeneric(Schema schema, List<RecordReader.Field> fields) {
    RecordReaderGenerator generator = new RecordReaderGenerator(MethodHandles.lookup(), fields);
    generator.emitGenericRecord(schema);
    return generator.build();
  }

  private void emitGenericRecord(Schema schema) {
    code.visitTypeInsn(Opcodes.NEW, RECORD);
    code.visitInsn(Opcodes.DUP);
    builder.loadConstant(code, schema, Schema.class);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        RECORD,
        "<init>",
        HiddenClassBuilder.descriptor(void.class, Schema.class),
        false);
    code.visitVarInsn(Opcodes.ASTORE, OBJECT_VARIABLE);
    for (int from = 0; from < fields.size(); from += FIELDS_PER_METHOD) {
      String name = "read" + from;
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitVarInsn(Opcodes.ALOAD, OBJECT_VARIABLE);
      builder.invokeOwn(code, name, void.class, BinaryReader.class, GenericData.Record.class);
      MethodVisitor readMethod = code;
      code = builder.method(name, void.class, BinaryReader.class, GenericData.Record.class);
      for (int i = from; i < Math.min(fields.size(), from + FIELDS_PER_METHOD); i++) {
        emitGenericField(i);
      }
      HiddenClassBuilder.endMethod(code, Opcodes.RETURN);
      code = readMethod;
    }
    code.visitVarInsn(Opcodes.ALOAD, OBJECT_VARIABLE);
  }

  /** Emits the read of a field of a generic record. */
  private void emitGenericField(int number) {
    int position = fields.get(number).position();
    if (position < 0) {
      emitSkip(number);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, OBJECT_VARIABLE);
      code.visitLdcInsn(position);
      emitValue(number, Object.class);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          RECORD,
          "put",
          HiddenClassBuilder.descriptor(void.class, int.class, Object.class),
          false);
    }
  }

  private void emitObject(ClassLayout layout) {
    String type = Type.getInternalName(layout.type());
    code.visitTypeInsn(Opcodes.NEW, type);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
    code.visitVarInsn(Opcodes.ASTORE, OBJECT_VARIABLE);
    for (int i = 0; i < fields.size(); i++) {
      int position = fields.get(i).position();
      if (position < 0) {
        emitSkip(i);
      } else {
        Member member = layout.members().get(position);
        code.visitVarInsn(Opcodes.ALOAD, OBJECT_VARIABLE);
        emitValue(i, member.type());
        code.visitFieldInsn(
            Opcodes.PUTFIELD,
            Type.getInternalName(member.field().getDeclaringClass()),
            member.field().getName(),
            Type.getDescriptor(member.type()));
      }
    }
    code.visitVarInsn(Opcodes.ALOAD, OBJECT_VARIABLE);
  }

  /**
   * Emits the reads of all components into local variables, then the call of the canonical
   * constructor.
   */
  private void emitJavaRecord(ClassLayout layout) {
    Class<?>[] types = JavaRecords.componentTypes(layout.type());
    int[] variables = new int[types.length];
    int next = OBJECT_VARIABLE;
    for (int i = 0; i < types.length; i++) {
      variables[i] = next;
      next += Type.getType(types[i]).getSize();
      emitDefault(types[i]);
      code.visitVarInsn(Type.getType(types[i]).getOpcode(Opcodes.ISTORE), variables[i]);
    }
    for (int i = 0; i < fields.size(); i++) {
      int position = fields.get(i).position();
      if (position < 0) {
        emitSkip(i);
      } else {
        int component = JavaRecords.index(layout.type(), layout.members().get(position));
        emitValue(i, types[component]);
        code.visitVarInsn(
            Type.getType(types[component]).getOpcode(Opcodes.ISTORE), variables[component]);
      }
    }
    String type = Type.getInternalName(layout.type());
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

  private void emitDefault(Class<?> type) {
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

  private void emitSkip(int number) {
    emitStaticCall(fields.get(number).reader(), "skipValue", void.class);
  }

  /** Emits the read of a field, which leaves a value of the given type on the operand stack. */
  private void emitValue(int number, Class<?> type) {
    ValueReader reader = fields.get(number).reader();
    InlineRead inline = InlineRead.of(reader, type);
    if (inline != null) {
      inline.emit(code);
    } else if (type == String.class) {
      emitStaticCall(reader, "readText", String.class);
    } else if (reader instanceof UnionReader union && union.nullBranchIndex() >= 0) {
      emitOptional(union);
      emitCast(type);
    } else {
      emitStaticCall(reader, "readValue", Object.class);
      emitCast(type);
    }
  }

  private void emitStaticCall(ValueReader reader, String method, Class<?> result) {
    builder.loadConstant(code, reader, ValueReader.class);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        OBJECT_READER,
        method,
        HiddenClassBuilder.descriptor(result, ValueReader.class, BinaryReader.class),
        false);
  }

  private void emitOptional(UnionReader union) {
    int nullBranch = union.nullBranchIndex();
    code.visitLdcInsn(nullBranch);
    builder.loadConstant(code, union.branch(1 - nullBranch), ValueReader.class);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        OBJECT_READER,
        "readOptionalValue",
        HiddenClassBuilder.descriptor(
            Object.class, int.class, ValueReader.class, BinaryReader.class),
        false);
  }

  private void emitCast(Class<?> type) {
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
