// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.apache.avro.reflect.Stringable;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A Java field or record component that maps to a field of a schema.
 *
 * @param accessor the accessor of a record component; null for other classes, whose field is
 *     accessed directly
 */
public record Member(Field field, @Nullable Method accessor) {

  public Class<?> type() {
    return field.getType();
  }

  /**
   * Whether it is {@link Stringable}: written by {@code toString}, and read by a constructor with a
   * string.
   */
  public boolean isText() {
    return field.isAnnotationPresent(Stringable.class);
  }

  /** Emits the load of the member's value. The object is in a local variable. */
  public void load(MethodVisitor code, int variable) {
    code.visitVarInsn(Opcodes.ALOAD, variable);
    String owner = Type.getInternalName(field.getDeclaringClass());
    if (accessor == null) {
      code.visitFieldInsn(
          Opcodes.GETFIELD, owner, field.getName(), Type.getDescriptor(field.getType()));
    } else {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          owner,
          accessor.getName(),
          HiddenClassBuilder.descriptor(field.getType()),
          false);
    }
  }

  /** Returns the value by reflection. */
  @Nullable
  public Object get(Object object) {
    try {
      return accessor == null ? field.get(object) : accessor.invoke(object);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw FallbackToAvro.create();
    }
  }

  /** Sets the value by reflection. */
  public void set(Object object, @Nullable Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw FallbackToAvro.create();
    }
  }
}
