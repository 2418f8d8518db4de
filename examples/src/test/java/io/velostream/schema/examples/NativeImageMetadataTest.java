// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.serde.SubjectNameStrategy;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A native image has only those classes by name that are listed: those that a configuration may
 * name, and those that our code looks for.
 */
class NativeImageMetadataTest {

  private static final Pattern CLASS_NAME =
      Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9_]+)+\\.[A-Z]\\w*(\\$\\w+)*");

  @ParameterizedTest
  @CsvSource({
    "velostream-schema-core, core",
    "velostream-serde-avro, serde-avro",
    "velostream-serde-json, serde-json",
    "velostream-serde-protobuf, serde-protobuf"
  })
  void listsWhatIsLoadedByName(String artifact, String module) throws Exception {
    SortedSet<String> loaded = new TreeSet<>();
    try (ScanResult scan =
        new ClassGraph()
            .overrideClasspath("../" + module + "/target/classes")
            .ignoreClassVisibility()
            .enableClassInfo()
            .scan()) {
      for (ClassInfo each : scan.getAllClasses()) {
        if (each.isPublic()
            && mayBeConfigured(Class.forName(each.getName(), false, getClass().getClassLoader()))) {
          loaded.add(each.getName());
        }
        try (InputStream bytes = each.getResource().open()) {
          loaded.addAll(classesNamedIn(bytes.readAllBytes()));
        }
      }
    }

    assertThat(listed(artifact)).isEqualTo(loaded);
  }

  private static boolean mayBeConfigured(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers())
        && (Serializer.class.isAssignableFrom(type)
            || Deserializer.class.isAssignableFrom(type)
            || Serde.class.isAssignableFrom(type)
            || SubjectNameStrategy.class.isAssignableFrom(type)
            || ProducerInterceptor.class.isAssignableFrom(type)
            || isConfigurableListener(type));
  }

  private static boolean isConfigurableListener(Class<?> type) {
    return SchemaListener.class.isAssignableFrom(type) && Configurable.class.isAssignableFrom(type);
  }

  private static SortedSet<String> listed(String artifact) throws Exception {
    String place = "META-INF/native-image/io.velostream/" + artifact + "/reflect-config.json";
    SortedSet<String> names = new TreeSet<>();
    try (InputStream text =
        NativeImageMetadataTest.class.getClassLoader().getResourceAsStream(place)) {
      for (JsonNode each : new ObjectMapper().readTree(Objects.requireNonNull(text, place))) {
        names.add(each.get("name").asText());
      }
    }
    return names;
  }

  private static SortedSet<String> classesNamedIn(byte[] bytes) {
    SortedSet<String> names = new TreeSet<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public FieldVisitor visitField(
                  int access, String name, String type, String signature, Object value) {
                add(value);
                return null;
              }

              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitLdcInsn(Object value) {
                    add(value);
                  }
                };
              }

              private void add(Object value) {
                if (value instanceof String text
                    && CLASS_NAME.matcher(text).matches()
                    && !text.startsWith("java.")
                    && isClass(text)) {
                  names.add(text);
                }
              }
            },
            ClassReader.SKIP_FRAMES);
    return names;
  }

  private static boolean isClass(String name) {
    try {
      Class.forName(name, false, NativeImageMetadataTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
