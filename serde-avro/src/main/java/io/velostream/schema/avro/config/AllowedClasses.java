// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.config;

import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.model.GeneratedClasses;
import io.velostream.schema.avro.model.ReachableClasses;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.HashSet;
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
 * The classes that schemas may name. A schema comes from outside: without a list, whoever may
 * register a schema chooses which code of ours runs.
 *
 * <p>Allowed are the class that the user reads into, the classes of its fields and the rest of its
 * package; what {@value AvroKeys#ALLOWED_PACKAGES} lists; what Avro's own system properties trust;
 * and a few value and collection classes of the JDK. The class of a named type may also be one that
 * Avro generated for a type of that very name, unless {@value AvroKeys#ALLOW_GENERATED} is false.
 * Nothing else is initialized. Names in properties of a schema, such as {@code java-class}, get
 * what is listed and no more.
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

  private static final String ANY = "*";

  private static final int MAX_KEPT = 10_000;

  private final Map<String, Class<?>> known;
  private final @Nullable String targetPackage;
  private final Set<String> listed;
  private final List<ClassLoader> loaders;
  private final ConcurrentHashMap<String, Optional<Class<?>>> found = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Optional<Class<?>>> types = new ConcurrentHashMap<>();
  private final @Nullable GeneratedClasses generated;

  /** The classes that are listed, without generated ones that are not. */
  public AllowedClasses(
      @Nullable Class<?> target, List<String> listed, @Nullable ClassLoader loader) {
    this(target, listed, loader, false);
  }

  /**
   * The classes that may be named.
   *
   * @param target the class to read into; null when none is configured
   * @param listed packages, which stand for those below them too, and names of single classes
   * @param loader where to look first, before the loaders of the target and of this library; null
   *     for none
   * @param allowsGenerated whether a named type gets the class that was generated for it, wherever
   *     that is
   */
  public AllowedClasses(
      @Nullable Class<?> target,
      List<String> listed,
      @Nullable ClassLoader loader,
      boolean allowsGenerated) {
    this.known = target == null ? Map.of() : ReachableClasses.of(target);
    this.targetPackage = target == null || isJdk(target) ? null : target.getPackageName();
    Set<String> all = new HashSet<>(listed);
    all.addAll(systemProperty("org.apache.avro.SERIALIZABLE_CLASSES"));
    all.addAll(systemProperty("org.apache.avro.SERIALIZABLE_PACKAGES"));
    this.listed = Set.copyOf(all);
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
    return List.of(System.getProperty(name, "").split(",")).stream()
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  @Override
  public @Nullable Class<?> find(String name) {
    Optional<Class<?>> before = found.get(name);
    if (before == null) {
      before = kept(found, name, Optional.ofNullable(requireListed(name)));
    }
    return before.orElse(null);
  }

  @Override
  public @Nullable Class<?> of(Schema named) {
    if (generated == null) {
      return find(SpecificData.getClassName(named));
    }
    Optional<Class<?>> before = types.get(named.getFullName());
    if (before == null) {
      before = kept(types, named.getFullName(), Optional.ofNullable(lookUp(named, generated)));
    }
    return before.orElse(null);
  }

  private @Nullable Class<?> requireListed(String name) {
    Listed listed = listed(name);
    if (!listed.isAdmitted) {
      throw forbidden(name);
    }
    return listed.type;
  }

  private @Nullable Class<?> lookUp(Schema named, GeneratedClasses generated) {
    String name = SpecificData.getClassName(named);
    Listed listed = listed(name);
    if (listed.isAdmitted) {
      return listed.type;
    }
    GeneratedClasses.Lookup there = generated.find(name, named.getFullName());
    if (there.isOtherClass()) {
      throw forbidden(name);
    }
    return there.type();
  }

  private static Optional<Class<?>> kept(
      Map<String, Optional<Class<?>>> answers, String name, Optional<Class<?>> answer) {
    if (answers.size() < MAX_KEPT) {
      answers.put(name, answer);
    }
    return answer;
  }

  /**
   * What the lists say of a name.
   *
   * @param isAdmitted whether a class of that name may be loaded
   * @param type the class; null when there is none
   */
  private record Listed(boolean isAdmitted, @Nullable Class<?> type) {}

  /** Tries the name itself, then as that of a nested class, from the innermost dot outwards. */
  private Listed listed(String name) {
    boolean admitted = false;
    StringBuilder candidate = new StringBuilder(name);
    for (int dot = name.length(); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
      if (dot < name.length()) {
        candidate.setCharAt(dot, '$');
      }
      Class<?> present = known.get(candidate.toString());
      if (present == null && isAllowed(candidate.toString())) {
        admitted = true;
        present = load(candidate.toString());
      }
      if (present != null) {
        return new Listed(true, present);
      }
    }
    return new Listed(admitted, null);
  }

  private static InvalidSchemaException forbidden(String name) {
    return new InvalidSchemaException(
        "a schema names the class "
            + ExceptionMessages.bounded(name)
            + ", which is not allowed to be loaded, as it is not a class that Avro generated for a"
            + " type of that name (only such are allowed without a list, while "
            + AvroKeys.ALLOW_GENERATED
            + " is true); add it or its package to "
            + AvroKeys.ALLOWED_PACKAGES
            + ", or name the class to read into with "
            + AvroKeys.VALUE_TYPE
            + " or "
            + AvroKeys.KEY_TYPE);
  }

  private boolean isAllowed(String name) {
    String element = elementOf(name);
    return JDK.contains(element)
        || listed.contains(ANY)
        || listed.contains(element)
        || isInTargetPackage(element)
        || listed.stream().anyMatch(entry -> element.startsWith(entry + "."));
  }

  private boolean isInTargetPackage(String name) {
    return targetPackage != null
        && name.substring(0, Math.max(0, name.lastIndexOf('.'))).equals(targetPackage);
  }

  /** The class that an array's binary name is an array of; primitives become a class of the JDK. */
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
