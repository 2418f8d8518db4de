// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.serde.config.ClassAllowList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that schemas name, if they are allowed. Schemas are untrusted input: without an
 * allow list, anyone who can register a schema could select the classes that are loaded.
 *
 * <p>Allowed are: the configured target class, the classes of its fields and the other classes of
 * its package; the entries of {@value AvroKeys#ALLOWED_PACKAGES}, see {@link ClassAllowList}; the
 * entries of Avro's own system properties; and a few value and collection classes of the JDK. A
 * record, an enum or a fixed may also name a class that Avro generated for a type of exactly that
 * name, unless {@value AvroKeys#ALLOW_GENERATED} is false. Other classes are not initialized.
 * Generated classes are not allowed in schema properties, such as {@code java-class}.
 */
public final class AllowedClasses implements ClassFinder {

  private static final Set<String> JDK =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.CharSequence",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Number",
          "java.lang.Short",
          "java.lang.String",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.net.URI",
          "java.util.ArrayList",
          "java.util.Collection",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.List",
          "java.util.Map",
          "java.util.Set",
          "java.util.SortedMap",
          "java.util.SortedSet",
          "java.util.TreeMap",
          "java.util.TreeSet");

  private static final int MAX_CACHED = 10_000;

  private final Map<String, Class<?>> targetClasses;
  private final @Nullable String targetPackage;
  private final ClassAllowList allowList;
  private final List<ClassLoader> loaders;
  private final ConcurrentHashMap<String, Optional<Class<?>>> byClassName =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Optional<Class<?>>> byTypeName =
      new ConcurrentHashMap<>();
  private final @Nullable GeneratedClasses generated;

  /** Creates a finder that does not allow generated classes without an entry in the list. */
  public AllowedClasses(
      @Nullable Class<?> target, List<String> listed, @Nullable ClassLoader loader) {
    this(target, listed, loader, false);
  }

  /**
   * Creates a finder.
   *
   * @param target the class to read into; null when none is configured
   * @param listed names of packages and classes, as for {@link ClassAllowList}
   * @param loader the class loader to try before those of the target and of this library; null for
   *     none
   * @param allowsGenerated whether a named type may name the class that Avro generated for it
   */
  public AllowedClasses(
      @Nullable Class<?> target,
      List<String> listed,
      @Nullable ClassLoader loader,
      boolean allowsGenerated) {
    this.targetClasses = target == null ? Map.of() : ReachableClasses.of(target);
    this.targetPackage = target == null || isJdk(target) ? null : target.getPackageName();
    List<String> all = new ArrayList<>(listed);
    all.addAll(systemProperty("org.apache.avro.SERIALIZABLE_CLASSES"));
    all.addAll(systemProperty("org.apache.avro.SERIALIZABLE_PACKAGES"));
    this.allowList = new ClassAllowList(all);
    this.loaders =
        Stream.of(
                loader,
                target == null ? null : target.getClassLoader(),
                AllowedClasses.class.getClassLoader())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    this.generated = allowsGenerated ? new GeneratedClasses(loaders) : null;
  }

  private static boolean isJdk(Class<?> target) {
    return target.getName().startsWith("java.");
  }

  private static List<String> systemProperty(String name) {
    return List.of(System.getProperty(name, "").split(","));
  }

  @Override
  public @Nullable Class<?> find(String name) {
    Optional<Class<?>> cached = byClassName.get(name);
    if (cached == null) {
      cached = cache(byClassName, name, Optional.ofNullable(requireListed(name)));
    }
    return cached.orElse(null);
  }

  @Override
  public @Nullable Class<?> of(Schema named) {
    if (generated == null) {
      return find(SpecificData.getClassName(named));
    }
    Optional<Class<?>> cached = byTypeName.get(named.getFullName());
    if (cached == null) {
      cached =
          cache(byTypeName, named.getFullName(), Optional.ofNullable(lookUp(named, generated)));
    }
    return cached.orElse(null);
  }

  private @Nullable Class<?> requireListed(String name) {
    Listed listed = listed(name);
    if (!listed.isAllowed) {
      throw forbidden(name);
    }
    return listed.type;
  }

  private @Nullable Class<?> lookUp(Schema named, GeneratedClasses generated) {
    String name = SpecificData.getClassName(named);
    Listed listed = listed(name);
    if (listed.isAllowed) {
      return listed.type;
    }
    GeneratedClasses.Lookup there = generated.find(name, named.getFullName());
    if (there.isOtherClass()) {
      throw forbidden(name);
    }
    return there.type();
  }

  private static Optional<Class<?>> cache(
      Map<String, Optional<Class<?>>> answers, String name, Optional<Class<?>> answer) {
    if (answers.size() < MAX_CACHED) {
      answers.put(name, answer);
    }
    return answer;
  }

  /**
   * The result of a lookup in the allow list.
   *
   * @param isAllowed whether a class of that name may be loaded
   * @param type the class; null when there is none
   */
  private record Listed(boolean isAllowed, @Nullable Class<?> type) {}

  /** Tries the name itself, then as the name of a nested class, from the innermost dot outwards. */
  private Listed listed(String name) {
    boolean isListed = false;
    StringBuilder candidate = new StringBuilder(name);
    for (int dot = name.length(); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
      if (dot < name.length()) {
        candidate.setCharAt(dot, '$');
      }
      Class<?> present = targetClasses.get(candidate.toString());
      if (present == null && isAllowed(candidate.toString())) {
        isListed = true;
        present = load(candidate.toString());
      }
      if (present != null) {
        return new Listed(true, present);
      }
    }
    return new Listed(isListed, null);
  }

  private static InvalidSchemaException forbidden(String name) {
    return new InvalidSchemaException(
        "a schema names the class "
            + ExceptionMessages.bounded(name)
            + ", which is not allowed: it is not a class that Avro generated for a type of that name"
            + " (which is allowed without a list if "
            + AvroKeys.ALLOW_GENERATED
            + " is true); add the class or its package to "
            + AvroKeys.ALLOWED_PACKAGES
            + ", or name the class to read into with "
            + AvroKeys.VALUE_TYPE
            + " or "
            + AvroKeys.KEY_TYPE);
  }

  private boolean isAllowed(String name) {
    String element = elementOf(name);
    return JDK.contains(element) || allowList.allows(element) || isInTargetPackage(element);
  }

  private boolean isInTargetPackage(String name) {
    return targetPackage != null
        && name.substring(0, Math.max(0, name.lastIndexOf('.'))).equals(targetPackage);
  }

  /** The element class of an array class name. Primitive types are replaced by a JDK class. */
  private static String elementOf(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return name;
    }
    return name.endsWith(";")
        ? name.substring(dimensions + 1, name.length() - 1)
        : "java.lang.Number";
  }

  private @Nullable Class<?> load(String name) {
    for (ClassLoader loader : loaders) {
      Class<?> loaded = load(name, loader);
      if (loaded != null) {
        return loaded;
      }
    }
    return null;
  }

  private static @Nullable Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
