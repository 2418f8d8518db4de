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
 * Finds the generated classes of named types without running code of other classes.
 *
 * <p>A class is loaded without initialization. It is initialized only if it extends {@link
 * SpecificRecordBase} or {@link SpecificFixed}, or is an enum of {@link GenericEnumSymbol}, and
 * declares a static {@code SCHEMA$}. It is returned only if that schema has the requested name.
 * Thread-safe.
 */
public final class GeneratedClasses {

  /** Longer than any name that compilers generate, but short enough for a cheap lookup. */
  private static final int MAX_NAME_LENGTH = 1_000;

  private static final int MAX_NESTING = 8;

  /**
   * The result of a lookup.
   *
   * @param type the generated class; null when there is none
   * @param isOtherClass whether there is a class of this name that was not generated for the type
   */
  public record Lookup(@Nullable Class<?> type, boolean isOtherClass) {}

  private static final Lookup NO_CLASS = new Lookup(null, false);
  private static final Lookup OTHER_CLASS = new Lookup(null, true);

  private final List<ClassLoader> loaders;

  public GeneratedClasses(List<ClassLoader> loaders) {
    this.loaders = loaders;
  }

  /**
   * Looks up the class of a record, an enum or a fixed. Tries the name itself, then as the name of
   * a nested class, from the innermost dot outwards.
   *
   * @param name the class name that Avro derives from the type
   * @param fullName the full name of the type
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
