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
 * A Java field that holds a field of a schema.
 *
 * @param accessor of a Java record's component; null for other classes, whose field is looked at
 */
public record Member(Field field, @Nullable Method accessor) {

  public Class<?> type() {
    return field.getType();
  }

  /** Whether it is written as text, and made from text, whatever its class. */
  public boolean isText() {
    return field.isAnnotationPresent(Stringable.class);
  }

  /** Puts the value of an object's member on the stack; the object is in a local variable. */
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

  /** The value by reflection, where no class is made. */
  @Nullable
  public Object get(Object object) {
    try {
      return accessor == null ? field.get(object) : accessor.invoke(object);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw FallbackToAvro.here();
    }
  }

  /** Sets the value by reflection, where no class is made. */
  public void set(Object object, @Nullable Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw FallbackToAvro.here();
    }
  }
}
