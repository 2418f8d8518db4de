// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A class made at run time that stands beside a class of the user's, with access to its private
 * fields, and goes when that goes. It has one constructor, and methods without branches. Where
 * classes cannot be made, as in native images, there is none, and the code that all types share
 * does its work.
 */
public final class HiddenClassBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(HiddenClassBuilder.class);

  /** Takes a constant from the list that the class is made with. */
  private static final Handle CONSTANT =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Type.getInternalName(MethodHandles.class),
          "classDataAt",
          descriptor(
              Object.class, MethodHandles.Lookup.class, String.class, Class.class, int.class),
          false);

  private final MethodHandles.Lookup host;
  private final String name;
  private final String superclass;
  private final Class<?>[] arguments;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final List<Object> constants = new ArrayList<>();

  /**
   * A class to be made.
   *
   * @param host the class that it stands beside
   * @param superclass has a public constructor with these arguments, all of them objects
   */
  public HiddenClassBuilder(MethodHandles.Lookup host, Class<?> superclass, Class<?>... arguments) {
    this.host = host;
    this.superclass = Type.getInternalName(superclass);
    this.arguments = arguments;
    this.name = Type.getInternalName(host.lookupClass()) + "$Velostream";
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        this.superclass,
        null);
    MethodVisitor constructor = method("<init>", void.class, arguments);
    for (int i = 0; i <= arguments.length; i++) {
      constructor.visitVarInsn(Opcodes.ALOAD, i);
    }
    constructor.visitMethodInsn(
        Opcodes.INVOKESPECIAL, this.superclass, "<init>", descriptor(void.class, arguments), false);
    end(constructor, Opcodes.RETURN);
  }

  /** Starts a public method. */
  public MethodVisitor method(String name, Class<?> result, Class<?>... parameters) {
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor(result, parameters), null, null);
    method.visitCode();
    return method;
  }

  /** Calls another method of the class, of which receiver and arguments are on the stack. */
  public void callOwn(MethodVisitor method, String name, Class<?> result, Class<?>... parameters) {
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, this.name, name, descriptor(result, parameters), false);
  }

  /** Puts an object on the stack that is a constant of the class, and for the compiler too. */
  public void constant(MethodVisitor method, Object value, Class<?> type) {
    method.visitLdcInsn(
        new ConstantDynamic(
            ConstantDescs.DEFAULT_NAME, Type.getDescriptor(type), CONSTANT, constants.size()));
    constants.add(value);
  }

  /** Ends a method. */
  public static void end(MethodVisitor method, int returns) {
    method.visitInsn(returns);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Puts the primitive value on the stack into its box. */
  public static void box(MethodVisitor method, Class<?> type, Class<?> boxed) {
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(boxed),
        "valueOf",
        descriptor(boxed, type),
        false);
  }

  public static String descriptor(Class<?> result, Class<?>... parameters) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Class<?> parameter : parameters) {
      descriptor.append(Type.getDescriptor(parameter));
    }
    return descriptor.append(')').append(Type.getDescriptor(result)).toString();
  }

  /** An object of the class; null when classes cannot be made here. */
  @Nullable
  public Object newInstance(Object... values) {
    writer.visitEnd();
    try {
      MethodHandles.Lookup made =
          host.defineHiddenClassWithClassData(
              writer.toByteArray(),
              List.copyOf(constants),
              false,
              MethodHandles.Lookup.ClassOption.NESTMATE);
      return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class, arguments))
          .invokeWithArguments(values);
    } catch (Exception | LinkageError e) {
      LOG.debug("No class can be made beside {}", host.lookupClass(), e);
      return null;
    } catch (Throwable e) {
      throw new IllegalStateException("a constructor of ours threw", e);
    }
  }
}
