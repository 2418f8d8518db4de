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
 * Builds a hidden class ({@link MethodHandles.Lookup#defineHiddenClassWithClassData}) as a nestmate
 * of a user's class. The hidden class can access private fields of its host and is unloaded
 * together with it. It has one constructor, and methods without branches. If hidden classes are not
 * supported, as in native images, {@link #newInstance} returns null and the shared code is used.
 */
public final class HiddenClassBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(HiddenClassBuilder.class);

  /** Bootstrap method that loads a constant from the class data. */
  private static final Handle CLASS_DATA_AT =
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
   * Starts a hidden class.
   *
   * @param host the lookup of the class whose nestmate it becomes
   * @param superclass a class that has a public constructor with these arguments, which are all
   *     references
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
    endMethod(constructor, Opcodes.RETURN);
  }

  /** Starts a public method. */
  public MethodVisitor method(String name, Class<?> result, Class<?>... parameters) {
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor(result, parameters), null, null);
    method.visitCode();
    return method;
  }

  /**
   * Emits a call of another method of the class. Receiver and arguments are on the operand stack.
   */
  public void invokeOwn(
      MethodVisitor method, String name, Class<?> result, Class<?>... parameters) {
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, this.name, name, descriptor(result, parameters), false);
  }

  /** Emits the load of an object from the class data, which is a constant for the JIT compiler. */
  public void loadConstant(MethodVisitor method, Object value, Class<?> type) {
    method.visitLdcInsn(
        new ConstantDynamic(
            ConstantDescs.DEFAULT_NAME, Type.getDescriptor(type), CLASS_DATA_AT, constants.size()));
    constants.add(value);
  }

  /** Ends a method. */
  public static void endMethod(MethodVisitor method, int returns) {
    method.visitInsn(returns);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Emits the boxing of the primitive value on the operand stack. */
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

  /** Creates an instance of the class; null when the JVM cannot define hidden classes. */
  @Nullable
  public Object newInstance(Object... values) {
    return newInstance(ClassDump.CONFIGURED, values);
  }

  @Nullable Object newInstance(ClassDump dump, Object... values) {
    writer.visitEnd();
    try {
      byte[] classFile = writer.toByteArray();
      dump.write(name, classFile);
      MethodHandles.Lookup hiddenClass =
          host.defineHiddenClassWithClassData(
              classFile, List.copyOf(constants), false, MethodHandles.Lookup.ClassOption.NESTMATE);
      return hiddenClass
          .findConstructor(hiddenClass.lookupClass(), MethodType.methodType(void.class, arguments))
          .invokeWithArguments(values);
    } catch (Exception | LinkageError e) {
      LOG.debug("Cannot define a hidden class for {}", host.lookupClass(), e);
      return null;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of a generated class failed", e);
    }
  }
}
