// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.HiddenClassBuilder;
import java.lang.invoke.MethodType;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * How a made class reads what is simple and frequent without a step.
 *
 * @param name of a method of {@link BinaryReader}, or with a branch one of {@link ObjectReads}
 * @param gives what the method returns
 * @param nullBranch of a union with null; negative for none
 * @param isBoxed whether a box goes around what the method gives
 */
public record InlineRead(String name, Class<?> gives, int nullBranch, boolean isBoxed) {

  private static final String INPUT = Type.getInternalName(BinaryReader.class);
  private static final String READS = Type.getInternalName(ObjectReads.class);

  /** For a step and what its value becomes; null when there is no such method. */
  public static @Nullable InlineRead of(ReadStep step, Class<?> type) {
    if (step instanceof UnionRead union && union.nullOfTwo() >= 0) {
      return optional(union.branch(1 - union.nullOfTwo()), type, union.nullOfTwo());
    }
    Class<?> gives = gives(step, type);
    if (gives == null) {
      return null;
    }
    boolean isBoxed = gives.isPrimitive() && type != gives;
    return isBoxed && !type.isAssignableFrom(boxed(gives))
        ? null
        : new InlineRead("read" + simpleName(gives), gives, -1, isBoxed);
  }

  private static @Nullable InlineRead optional(ReadStep step, Class<?> type, int nullBranch) {
    Class<?> gives = gives(step, type);
    if (gives == null || gives == float.class || !type.isAssignableFrom(boxed(gives))) {
      return null;
    }
    return new InlineRead("optional" + simpleName(gives), boxed(gives), nullBranch, false);
  }

  private static @Nullable Class<?> gives(ReadStep step, Class<?> type) {
    if (step instanceof StringReaders.StringRead) {
      return type.isAssignableFrom(String.class) ? String.class : null;
    }
    if (step instanceof StringReaders.Utf8Read) {
      return type == String.class
          ? String.class
          : type.isAssignableFrom(Utf8.class) ? Utf8.class : null;
    }
    return number(step);
  }

  private static @Nullable Class<?> number(ReadStep step) {
    if (step instanceof PrimitiveReaders.LongRead) {
      return long.class;
    }
    if (step instanceof PrimitiveReaders.IntRead) {
      return int.class;
    }
    if (step instanceof PrimitiveReaders.DoubleRead) {
      return double.class;
    }
    if (step instanceof PrimitiveReaders.FloatRead) {
      return float.class;
    }
    return step instanceof PrimitiveReaders.BooleanRead ? boolean.class : null;
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static String simpleName(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Puts the value on the stack. */
  void put(MethodVisitor code) {
    if (nullBranch >= 0) {
      code.visitLdcInsn(nullBranch);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          READS,
          name,
          HiddenClassBuilder.descriptor(gives, int.class, BinaryReader.class),
          false);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, INPUT, name, HiddenClassBuilder.descriptor(gives), false);
    if (isBoxed) {
      HiddenClassBuilder.box(code, gives, boxed(gives));
    }
  }
}
