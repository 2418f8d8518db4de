// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The calls that a sequence diagram shows: {@code A->>B: m} is true when class A, or one nested in
 * it, calls the method m of B or of a type that B inherits from.
 */
final class DocumentedCalls {

  private static final Pattern CALL = Pattern.compile("\\s*(\\w+)->>(\\w+): (\\w+)");
  private static final Pattern OTHER =
      Pattern.compile("sequenceDiagram|\\s*(\\w+)-->>(\\w+): .+|\\s*");

  private static final JavaClasses CLASSES = imported();

  private DocumentedCalls() {}

  private static JavaClasses imported() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .importUrls(
            Stream.of(
                    SchemaResolver.class,
                    KafkaAvroSerializer.class,
                    KafkaJsonSchemaSerializer.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toList());
  }

  /** What is wrong with a diagram; empty for nothing. */
  static List<String> faults(String diagram) {
    List<String> faults = new ArrayList<>();
    for (String line : diagram.split("\n", -1)) {
      Matcher call = CALL.matcher(line);
      Matcher other = OTHER.matcher(line);
      if (call.matches()) {
        if (!calls(named(call.group(1)), named(call.group(2)), call.group(3))) {
          faults.add("there is no such call:" + line);
        }
      } else if (!other.matches()) {
        faults.add("neither a call nor a result:" + line);
      } else if (other.group(1) != null
          && (named(other.group(1)).isEmpty() || named(other.group(2)).isEmpty())) {
        faults.add("no class of this name:" + line);
      }
    }
    return faults;
  }

  private static List<JavaClass> named(String simpleName) {
    return CLASSES.stream().filter(type -> type.getSimpleName().equals(simpleName)).toList();
  }

  private static boolean calls(List<JavaClass> callers, List<JavaClass> targets, String method) {
    return CLASSES.stream()
        .filter(type -> callers.stream().anyMatch(caller -> isIn(type, caller)))
        .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
        .filter(access -> access.getTarget().getName().equals(method))
        .map(JavaCodeUnitAccess::getTargetOwner)
        .anyMatch(owner -> targets.stream().anyMatch(target -> isSameOrBelow(target, owner)));
  }

  private static boolean isIn(JavaClass type, JavaClass outer) {
    return type.equals(outer) || type.getName().startsWith(outer.getName() + "$");
  }

  /** A call by way of a subclass counts for the class that declares the method, too. */
  private static boolean isSameOrBelow(JavaClass target, JavaClass owner) {
    return target.isAssignableTo(owner.getName()) || owner.isAssignableTo(target.getName());
  }
}
