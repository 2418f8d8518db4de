// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes classes that read objects field by field, as one would write it by hand. */
final class GeneratedReads {

  private static final String INPUT = Type.getInternalName(Input.class);
  private static final String READS = Type.getInternalName(ObjectReads.class);

  private GeneratedReads() {}

  /** Reads objects of a class; null when no class can be made for it. */
  static @Nullable ObjectReads of(ObjectShape shape, List<RecordRead.Field> fields) {
    HiddenClass made = new HiddenClass(shape.lookup(), ObjectReads.class, ReadStep[].class);
    String type = Type.getInternalName(shape.type());
    MethodVisitor code = made.method("read", Object.class, Input.class);
    code.visitTypeInsn(Opcodes.NEW, type);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    for (int i = 0; i < fields.size(); i++) {
      int position = fields.get(i).position();
      if (position < 0) {
        call(code, i, "skip", void.class);
      } else {
        Field field = shape.fields().get(position);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        value(code, i, fields.get(i).step(), field.getType());
        code.visitFieldInsn(
            Opcodes.PUTFIELD, type, field.getName(), Type.getDescriptor(field.getType()));
      }
    }
    code.visitVarInsn(Opcodes.ALOAD, 2);
    HiddenClass.end(code, Opcodes.ARETURN);
    return (ObjectReads)
        made.newInstance(fields.stream().map(RecordRead.Field::step).toArray(ReadStep[]::new));
  }

  private static void value(MethodVisitor code, int number, ReadStep step, Class<?> type) {
    String method = directly(step, type);
    if (method != null) {
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, INPUT, method, HiddenClass.descriptor(result(method)), false);
    } else if (type == String.class) {
      call(code, number, "text", String.class);
    } else {
      call(code, number, "value", Object.class);
      cast(code, type);
    }
  }

  /** The input's method that gives what the step gives, without a box around it; null for none. */
  private static @Nullable String directly(ReadStep step, Class<?> type) {
    if (step instanceof NumberReads.LongRead) {
      return type == long.class ? "readLong" : null;
    }
    if (step instanceof NumberReads.IntRead) {
      return type == int.class ? "readInt" : null;
    }
    if (step instanceof NumberReads.DoubleRead) {
      return type == double.class ? "readDouble" : null;
    }
    if (step instanceof NumberReads.FloatRead) {
      return type == float.class ? "readFloat" : null;
    }
    if (step instanceof NumberReads.BooleanRead) {
      return type == boolean.class ? "readBoolean" : null;
    }
    boolean isText = step instanceof TextReads.StringRead || step instanceof TextReads.Utf8Read;
    if (isText && type == String.class) {
      return "readString";
    }
    return isText && type == CharSequence.class ? asIs(step) : null;
  }

  private static String asIs(ReadStep step) {
    return step instanceof TextReads.StringRead ? "readString" : "readUtf8";
  }

  private static Class<?> result(String method) {
    try {
      return Input.class.getMethod(method).getReturnType();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("the input has lost " + method, e);
    }
  }

  private static void call(MethodVisitor code, int number, String method, Class<?> result) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(number);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        READS,
        method,
        HiddenClass.descriptor(result, int.class, Input.class),
        false);
  }

  private static void cast(MethodVisitor code, Class<?> type) {
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(boxed));
    if (type.isPrimitive()) {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          Type.getInternalName(boxed),
          type.getName() + "Value",
          HiddenClass.descriptor(type),
          false);
    }
  }
}
