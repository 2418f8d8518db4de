// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The generated classes of named types, told from all other classes without running any code of
 * those.
 *
 * <p>A class is loaded without being initialized. Only if it extends {@link SpecificRecordBase} or
 * {@link SpecificFixed}, or is an enum of {@link GenericEnumSymbol}s, and declares a static {@code
 * SCHEMA$}, is it initialized, and only if that schema has the very name that was asked for is it
 * given out. Safe for use by many threads.
 */
public final class GeneratedClasses {

  /** Far above what any compiler gives, and so short that a look-up costs little. */
  private static final int MAX_NAME_LENGTH = 1_000;

  private static final int MAX_NESTING = 8;

  /**
   * What stands under a name.
   *
   * @param type the generated class; null when there is none
   * @param isOtherClass whether there is a class that was not generated for this type
   */
  public record Lookup(@Nullable Class<?> type, boolean isOtherClass) {}

  private static final Lookup NO_CLASS = new Lookup(null, false);
  private static final Lookup OTHER_CLASS = new Lookup(null, true);

  private final List<ClassLoader> loaders;

  public GeneratedClasses(List<ClassLoader> loaders) {
    this.loaders = loaders;
  }

  /**
   * What there is for a record, an enum or a fixed. The name is tried itself, then as that of a
   * nested class, from the innermost dot outwards.
   *
   * @param name the class name that Avro makes of the type's
   * @param fullName of the type
   */
  public Lookup find(String name, String fullName) {
    if (name.length() > MAX_NAME_LENGTH) {
      return NO_CLASS;
    }
    StringBuilder candidate = new StringBuilder(name);
    Lookup found = NO_CLASS;
    int dot = name.length();
    for (int nesting = 0; dot >= 0 && nesting <= MAX_NESTING; nesting++) {
      if (dot < name.length()) {
        candidate.setCharAt(dot, '$');
      }
      Lookup here = lookUp(candidate.toString(), fullName);
      if (here.type != null) {
        return here;
      }
      found = here.isOtherClass ? here : found;
      dot = name.lastIndexOf('.', dot - 1);
    }
    return found;
  }

  private Lookup lookUp(String className, String fullName) {
    for (ClassLoader loader : loaders) {
      Optional<Class<?>> loaded = load(className, loader);
      if (loaded.isPresent()) {
        Class<?> type = loaded.get();
        return isGeneratedFor(type, fullName) ? new Lookup(type, false) : OTHER_CLASS;
      }
    }
    return NO_CLASS;
  }

  private static Optional<Class<?>> load(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static boolean isGeneratedFor(Class<?> type, String fullName) {
    if (!hasGeneratedSupertype(type)) {
      return false;
    }
    try {
      Field field = type.getDeclaredField("SCHEMA$");
      int modifiers = field.getModifiers();
      return Modifier.isStatic(modifiers)
          && Modifier.isPublic(modifiers)
          && field.getType() == Schema.class
          && field.get(null) instanceof Schema schema
          && schema.getFullName().equals(fullName);
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  private static boolean hasGeneratedSupertype(Class<?> type) {
    return SpecificRecordBase.class.isAssignableFrom(type)
        || SpecificFixed.class.isAssignableFrom(type)
        || (type.isEnum() && GenericEnumSymbol.class.isAssignableFrom(type));
  }
}
