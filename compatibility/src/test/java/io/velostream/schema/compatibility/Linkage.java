// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Resolves what class files refer to in a library, as the JVM does when it links them (JVMS 5.4.3),
 * but all of it, and without running anything: classes, fields, methods, whether they are static,
 * accessible and of an interface, and for supertypes whether they may be extended and what they
 * leave to be implemented. Types in descriptors count too, as reflection resolves those.
 */
final class Linkage {

  private final ClassFiles ours;
  private final ClassFiles library;
  private final List<String> prefixes;
  private final Map<String, SortedSet<String>> missing = new HashMap<>();

  private Linkage(ClassFiles ours, ClassFiles library, List<String> prefixes) {
    this.ours = ours;
    this.library = library;
    this.prefixes = prefixes;
  }

  /**
   * What some classes refer to and the library lacks.
   *
   * @param prefixes how the internal names of the library's classes start
   * @return by the name of the class that refers to it
   */
  static Map<String, SortedSet<String>> missing(
      ClassFiles ours, ClassFiles library, List<String> prefixes) {
    Linkage linkage = new Linkage(ours, library, prefixes);
    ours.all().forEach(linkage::check);
    return linkage.missing;
  }

  private void check(ClassNode type) {
    checkSupertypes(type);
    for (FieldNode field : type.fields) {
      checkTypes(type, Type.getType(field.desc));
    }
    for (MethodNode method : type.methods) {
      checkTypes(type, Type.getMethodType(method.desc));
      method.exceptions.forEach(thrown -> checkClass(type, thrown));
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        if (block.type != null) {
          checkClass(type, block.type);
        }
      }
      for (AbstractInsnNode instruction : method.instructions) {
        check(type, instruction);
      }
    }
  }

  private void check(ClassNode from, AbstractInsnNode instruction) {
    if (instruction instanceof TypeInsnNode type) {
      checkClass(from, type.desc);
    } else if (instruction instanceof MultiANewArrayInsnNode array) {
      checkClass(from, array.desc);
    } else if (instruction instanceof FieldInsnNode field) {
      boolean isStatic =
          field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC;
      checkField(from, field.owner, field.name, field.desc, isStatic);
    } else if (instruction instanceof MethodInsnNode method) {
      boolean isStatic = method.getOpcode() == Opcodes.INVOKESTATIC;
      checkMethod(from, method.owner, method.name, method.desc, isStatic, method.itf);
    } else if (instruction instanceof LdcInsnNode load) {
      checkConstant(from, load.cst);
    } else if (instruction instanceof InvokeDynamicInsnNode call) {
      checkTypes(from, Type.getMethodType(call.desc));
      checkConstant(from, call.bsm);
      for (Object argument : call.bsmArgs) {
        checkConstant(from, argument);
      }
    }
  }

  private void checkConstant(ClassNode from, Object constant) {
    if (constant instanceof Type type) {
      checkTypes(from, type);
    } else if (constant instanceof Handle handle) {
      checkHandle(from, handle);
    } else if (constant instanceof ConstantDynamic dynamic) {
      checkTypes(from, Type.getType(dynamic.getDescriptor()));
      checkConstant(from, dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        checkConstant(from, dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  private void checkHandle(ClassNode from, Handle handle) {
    if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
      boolean isStatic =
          handle.getTag() == Opcodes.H_GETSTATIC || handle.getTag() == Opcodes.H_PUTSTATIC;
      checkField(from, handle.getOwner(), handle.getName(), handle.getDesc(), isStatic);
    } else {
      boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
      checkMethod(
          from,
          handle.getOwner(),
          handle.getName(),
          handle.getDesc(),
          isStatic,
          handle.isInterface());
    }
  }

  private void checkTypes(ClassNode from, Type type) {
    switch (type.getSort()) {
      case Type.METHOD -> {
        checkTypes(from, type.getReturnType());
        for (Type argument : type.getArgumentTypes()) {
          checkTypes(from, argument);
        }
      }
      case Type.ARRAY -> checkTypes(from, type.getElementType());
      case Type.OBJECT -> checkClass(from, type.getInternalName());
      default -> {}
    }
  }

  /** True when the class is there, or no matter of this check. */
  private boolean checkClass(ClassNode from, String nameOrArray) {
    String name = element(nameOrArray);
    if (!isOfLibrary(name)) {
      return true;
    }
    ClassNode found = library.get(name);
    if (found == null) {
      report(from, "class " + name);
      return false;
    }
    if (!Modifier.isPublic(found.access)) {
      report(from, "class " + name + ", which is not public");
    }
    return true;
  }

  private static String element(String nameOrArray) {
    if (!nameOrArray.startsWith("[")) {
      return nameOrArray;
    }
    Type element = Type.getType(nameOrArray).getElementType();
    return element.getSort() == Type.OBJECT ? element.getInternalName() : "";
  }

  private void checkField(
      ClassNode from, String owner, String name, String descriptor, boolean isStatic) {
    checkTypes(from, Type.getType(descriptor));
    if (!isChecked(owner) || !checkClass(from, owner)) {
      return;
    }
    for (ClassNode type : lineage(owner)) {
      for (FieldNode field : type.fields) {
        if (field.name.equals(name) && field.desc.equals(descriptor)) {
          checkAccess(from, type, field.access, isStatic, "field " + type.name + "." + name);
          return;
        }
      }
    }
    report(from, "field " + owner + "." + name + " " + descriptor);
  }

  private void checkMethod(
      ClassNode from,
      String owner,
      String name,
      String descriptor,
      boolean isStatic,
      boolean ofInterface) {
    checkTypes(from, Type.getMethodType(descriptor));
    if (!isChecked(owner) || !checkClass(from, owner)) {
      return;
    }
    String method = "method " + owner + "." + name + descriptor;
    if (Modifier.isInterface(find(owner).access) != ofInterface) {
      report(from, method + ", called on " + (ofInterface ? "an interface" : "a class"));
    }
    for (ClassNode type : lineage(owner)) {
      MethodNode found = declared(type, name, descriptor);
      if (found != null) {
        checkAccess(from, type, found.access, isStatic, method);
        return;
      }
    }
    report(from, method);
  }

  private void checkAccess(
      ClassNode from, ClassNode owner, int access, boolean isStatic, String what) {
    if (Modifier.isStatic(access) != isStatic) {
      report(from, what + ", used as " + (isStatic ? "static" : "not static"));
    }
    if (isOfLibrary(owner.name)
        && !Modifier.isPublic(access)
        && !(Modifier.isProtected(access) && lineage(from.name).contains(owner))) {
      report(from, what + ", which is not accessible");
    }
  }

  private void checkSupertypes(ClassNode type) {
    List<String> parents = new ArrayList<>(type.interfaces);
    parents.add(type.superName);
    for (String parent : parents) {
      if (checkClass(type, parent) && isOfLibrary(parent)) {
        int access = library.get(parent).access;
        if (Modifier.isFinal(access)) {
          report(type, "class " + parent + ", which is final, as a supertype");
        }
        if (Modifier.isInterface(access) != type.interfaces.contains(parent)) {
          report(type, "class " + parent + ", extended as what it is not");
        }
      }
    }
    for (ClassNode above : lineage(type.name)) {
      if (isOfLibrary(above.name)) {
        above.methods.forEach(method -> checkOverride(type, above, method));
      }
    }
  }

  private void checkOverride(ClassNode type, ClassNode above, MethodNode method) {
    if (Modifier.isStatic(method.access) || Modifier.isPrivate(method.access)) {
      return;
    }
    String what = "method " + above.name + "." + method.name + method.desc;
    if (Modifier.isFinal(method.access) && declared(type, method.name, method.desc) != null) {
      report(type, what + ", which is final, overridden");
    }
    if (Modifier.isAbstract(method.access)
        && !Modifier.isAbstract(type.access)
        && lineage(type.name).stream()
            .map(any -> declared(any, method.name, method.desc))
            .noneMatch(found -> found != null && !Modifier.isAbstract(found.access))) {
      report(type, what + ", which is abstract, not implemented");
    }
  }

  private static MethodNode declared(ClassNode type, String name, String descriptor) {
    for (MethodNode method : type.methods) {
      boolean anyTypes =
          (method.access & Opcodes.ACC_VARARGS) != 0
              && (type.name.equals("java/lang/invoke/MethodHandle")
                  || type.name.equals("java/lang/invoke/VarHandle"));
      if (method.name.equals(name) && (anyTypes || method.desc.equals(descriptor))) {
        return method;
      }
    }
    return null;
  }

  /** The class, those that it extends and then the interfaces of them all, as far as they are. */
  private Set<ClassNode> lineage(String name) {
    Set<ClassNode> lineage = new java.util.LinkedHashSet<>();
    for (ClassNode type = find(name); type != null; type = find(type.superName)) {
      lineage.add(type);
    }
    List<ClassNode> open = new ArrayList<>(lineage);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      ClassNode type = open.remove(0);
      for (String parent : type.interfaces) {
        ClassNode found = seen.add(parent) ? find(parent) : null;
        if (found != null) {
          lineage.add(found);
          open.add(found);
        }
      }
    }
    return lineage;
  }

  private ClassNode find(String name) {
    if (name == null) {
      return null;
    }
    ClassNode found = ours.get(name);
    if (found == null) {
      found = isOfLibrary(name) ? library.get(name) : ClassFiles.ofPlatform(name);
    }
    return found;
  }

  /** Members of other libraries are not looked up. */
  private boolean isChecked(String owner) {
    return isOfLibrary(element(owner)) && !owner.startsWith("[") || isOurChild(owner);
  }

  /** One of ours that inherits from the library. */
  private boolean isOurChild(String owner) {
    return ours.get(owner) != null
        && lineage(owner).stream().anyMatch(above -> isOfLibrary(above.name));
  }

  private boolean isOfLibrary(String name) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  private void report(ClassNode from, String what) {
    missing.computeIfAbsent(from.name.replace('/', '.'), none -> new TreeSet<>()).add(what);
  }
}
