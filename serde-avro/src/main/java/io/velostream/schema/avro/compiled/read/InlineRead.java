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
 * A value that generated code reads by a direct method call, without a {@link ValueReader}.
 *
 * @param name the name of a method of {@link BinaryReader}, or of {@link ObjectReader} for a union
 *     with null
 * @param returnType the return type of the method
 * @param nullBranch the index of the null branch in a union; negative if it is not a union
 * @param isBoxed whether the returned value is boxed
 */
public record InlineRead(String name, Class<?> returnType, int nullBranch, boolean isBoxed) {

  private static final String READER = Type.getInternalName(BinaryReader.class);
  private static final String OBJECT_READER = Type.getInternalName(ObjectReader.class);

  /** Returns the direct read for a reader and a target type; null when there is no such method. */
  public static @Nullable InlineRead of(ValueReader reader, Class<?> type) {
    if (reader instanceof UnionReader union && union.nullBranchIndex() >= 0) {
      return ofOptional(union.branch(1 - union.nullBranchIndex()), type, union.nullBranchIndex());
    }
    Class<?> returnType = returnType(reader, type);
    if (returnType == null) {
      return null;
    }
    boolean isBoxed = returnType.isPrimitive() && type != returnType;
    return isBoxed && !type.isAssignableFrom(boxed(returnType))
        ? null
        : new InlineRead("read" + simpleName(returnType), returnType, -1, isBoxed);
  }

  private static @Nullable InlineRead ofOptional(
      ValueReader reader, Class<?> type, int nullBranch) {
    Class<?> returnType = returnType(reader, type);
    if (returnType == null
        || returnType == float.class
        || !type.isAssignableFrom(boxed(returnType))) {
      return null;
    }
    return new InlineRead(
        "readOptional" + simpleName(returnType), boxed(returnType), nullBranch, false);
  }

  private static @Nullable Class<?> returnType(ValueReader reader, Class<?> type) {
    if (reader instanceof StringReaders.StringReader) {
      return type.isAssignableFrom(String.class) ? String.class : null;
    }
    if (reader instanceof StringReaders.Utf8Reader) {
      return type == String.class
          ? String.class
          : type.isAssignableFrom(Utf8.class) ? Utf8.class : null;
    }
    return primitive(reader);
  }

  private static @Nullable Class<?> primitive(ValueReader reader) {
    if (reader instanceof PrimitiveReaders.LongReader) {
      return long.class;
    }
    if (reader instanceof PrimitiveReaders.IntReader) {
      return int.class;
    }
    if (reader instanceof PrimitiveReaders.DoubleReader) {
      return double.class;
    }
    if (reader instanceof PrimitiveReaders.FloatReader) {
      return float.class;
    }
    return reader instanceof PrimitiveReaders.BooleanReader ? boolean.class : null;
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static String simpleName(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Emits the read. It leaves the value on the operand stack. */
  void emit(MethodVisitor code) {
    if (nullBranch >= 0) {
      code.visitLdcInsn(nullBranch);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          OBJECT_READER,
          name,
          HiddenClassBuilder.descriptor(returnType, int.class, BinaryReader.class),
          false);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, READER, name, HiddenClassBuilder.descriptor(returnType), false);
    if (isBoxed) {
      HiddenClassBuilder.box(code, returnType, boxed(returnType));
    }
  }
}
