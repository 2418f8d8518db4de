// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.stream.Stream;

/**
 * Names of the classes that {@code protoc} generates. Source: the Java generated code guide of
 * Protocol Buffers.
 */
final class JavaNames {

  private static final String ENDING = ".proto";

  private JavaNames() {}

  /** Whether a file itself tells the names of its classes, which else depend on its own name. */
  static boolean isNamed(FileDescriptor file) {
    return file.getOptions().hasJavaOuterClassname() || file.getOptions().getJavaMultipleFiles();
  }

  /** The binary name of the class of a message. */
  static String className(Descriptor message) {
    FileDescriptor file = message.getFile();
    FileOptions options = file.getOptions();
    String packageName = options.hasJavaPackage() ? options.getJavaPackage() : file.getPackage();
    StringBuilder name = new StringBuilder();
    for (Descriptor each = message; each != null; each = each.getContainingType()) {
      name.insert(0, each.getName());
      if (each.getContainingType() != null) {
        name.insert(0, '$');
      }
    }
    if (!options.getJavaMultipleFiles()) {
      name.insert(0, outerName(file) + "$");
    }
    return packageName.isEmpty() ? name.toString() : packageName + "." + name;
  }

  private static String outerName(FileDescriptor file) {
    FileOptions options = file.getOptions();
    if (options.hasJavaOuterClassname()) {
      return options.getJavaOuterClassname();
    }
    String name = file.getName().substring(file.getName().lastIndexOf('/') + 1);
    name = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    String outer = camelCase(name);
    return definesName(file, outer) ? outer + "OuterClass" : outer;
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    boolean isStart = true;
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean isLetter = Character.isLetter(each);
      if (isLetter || Character.isDigit(each)) {
        camel.append(isStart && isLetter ? Character.toUpperCase(each) : each);
      }
      isStart = !isLetter;
    }
    return camel.toString();
  }

  private static boolean definesName(FileDescriptor file, String name) {
    return Stream.of(
            file.getMessageTypes().stream().flatMap(JavaNames::names),
            file.getEnumTypes().stream().map(EnumDescriptor::getName),
            file.getServices().stream().map(ServiceDescriptor::getName))
        .flatMap(each -> each)
        .anyMatch(name::equals);
  }

  private static Stream<String> names(Descriptor message) {
    return Stream.concat(
        Stream.concat(
            Stream.of(message.getName()),
            message.getEnumTypes().stream().map(EnumDescriptor::getName)),
        message.getNestedTypes().stream().flatMap(JavaNames::names));
  }
}
