// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes classes that write objects field by field, as one would write it by hand. */
final class GeneratedWrites {

  private static final String OUTPUT = Type.getInternalName(Output.class);
  private static final String WRITES = Type.getInternalName(ObjectWrites.class);

  private GeneratedWrites() {}

  /** Writes the fields of a class; null when no class can be made for it. */
  static @Nullable ObjectWrites of(ObjectShape shape, FieldWrites fields) {
    HiddenClass made = new HiddenClass(shape.lookup(), ObjectWrites.class, FieldWrites.class);
    String type = Type.getInternalName(shape.type());
    MethodVisitor code = made.method("write", void.class, Object.class, Output.class);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, type);
    code.visitVarInsn(Opcodes.ASTORE, 3);
    for (int i = 0; i < shape.fields().size(); i++) {
      Field field = shape.fields().get(i);
      String method = fields.directly(i, field.getType());
      if (method == null) {
        throughStep(code, i, field, type);
      } else {
        code.visitVarInsn(Opcodes.ALOAD, 2);
        value(code, field, type);
        code.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL,
            OUTPUT,
            method,
            HiddenClass.descriptor(void.class, field.getType()),
            false);
      }
    }
    HiddenClass.end(code, Opcodes.RETURN);
    return (ObjectWrites) made.newInstance(fields);
  }

  private static void value(MethodVisitor code, Field field, String type) {
    code.visitVarInsn(Opcodes.ALOAD, 3);
    code.visitFieldInsn(
        Opcodes.GETFIELD, type, field.getName(), Type.getDescriptor(field.getType()));
  }

  private static void throughStep(MethodVisitor code, int position, Field field, String type) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(position);
    value(code, field, type);
    box(code, field.getType());
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        WRITES,
        "field",
        HiddenClass.descriptor(void.class, int.class, Object.class, Output.class),
        false);
  }

  private static void box(MethodVisitor code, Class<?> type) {
    if (type.isPrimitive()) {
      Class<?> boxed = java.lang.invoke.MethodType.methodType(type).wrap().returnType();
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(boxed),
          "valueOf",
          HiddenClass.descriptor(boxed, type),
          false);
    }
  }
}
