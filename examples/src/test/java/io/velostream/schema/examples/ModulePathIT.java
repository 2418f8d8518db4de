// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose code, and all that it uses, is on the module path. */
class ModulePathIT {

  /** What the application needs at run time; what tests use is not among it. */
  private static final Pattern NEEDED =
      Pattern.compile(
          "(velostream-(schema-(core|testing)|serde-(avro|json))|jackson-(annotations|core|databind)"
              + "|classgraph|caffeine|resilience4j-[a-z]+|mbknor-.*|validation-api|jspecify"
              + "|slf4j-(api|simple)|avro|asm|kafka-clients)-[0-9].*\\.jar");

  private static final String NO_FALLBACKS = " CodecFallbacks[schemas=0, values=0]";

  private static final String MODULE =
      """
      module shop {
        requires io.velostream.schema.avro;
        requires io.velostream.schema.json;
        requires io.velostream.schema.testing;
        requires kafka.clients;
        opens shop;
      }
      """;

  private static final String MAIN =
      """
      package shop;

      import io.velostream.schema.testing.EmbeddedSchemaRegistry;
      import java.util.List;
      import java.util.Map;
      import org.apache.kafka.common.serialization.Deserializer;
      import org.apache.kafka.common.serialization.Serializer;

      public class Main {
        public record Order(String id, List<Integer> counts) {}

        public static void main(String[] args) throws Exception {
          try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
            for (String name : List.of("avro.KafkaAvro", "json.KafkaJsonSchema")) {
              Map<String, ?> configs =
                  Map.of(
                      "schema.registry.url", registry.url(),
                      "schema.reflection", true,
                      "specific.avro.value.type", Order.class.getName(),
                      "json.value.type", Order.class.getName(),
                      "json.fail.invalid.schema", true);
              Serializer<Object> serializer = made(name + "Serializer");
              Deserializer<Object> deserializer = made(name + "Deserializer");
              serializer.configure(configs, false);
              deserializer.configure(configs, false);
              Order order = new Order("a", List.of(1, 2));
              boolean isEqual = true;
              for (int i = 0; i < 300_000; i++) { // so many that classes are made for them
                byte[] bytes = serializer.serialize(name, order);
                isEqual &= order.equals(deserializer.deserialize(name, bytes));
              }
              System.out.println(
                  serializer.getClass().getModule() + " " + isEqual
                      + " " + serializer.getClass().getMethod("fallbacks").invoke(serializer)
                      + " " + deserializer.getClass().getMethod("fallbacks").invoke(deserializer));
              serializer.close();
              deserializer.close();
            }
          }
        }

        @SuppressWarnings("unchecked")
        private static <T> T made(String name) throws Exception {
          return (T) Class.forName("io.velostream.schema." + name).getConstructor().newInstance();
        }
      }
      """;

  @TempDir private Path folder;

  private static List<String> jars() {
    return Stream.of(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator))
        .filter(entry -> NEEDED.matcher(Path.of(entry).getFileName().toString()).matches())
        .toList();
  }

  @Test
  void writesAndReadsBothFormats() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src/shop"));
    Path module = Files.writeString(folder.resolve("src/module-info.java"), MODULE);
    Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
    Path classes = folder.resolve("classes");
    String path = String.join(File.pathSeparator, jars());
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-p", path, "-d", classes.toString(), module + "", main + "");
    assertThat(status).isZero();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-p",
                classes + File.pathSeparator + path,
                "-m",
                "shop/shop.Main")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines())
        .containsExactly(
            "module io.velostream.schema.avro true" + NO_FALLBACKS + NO_FALLBACKS,
            "module io.velostream.schema.json true" + NO_FALLBACKS + NO_FALLBACKS);
  }

  @Test
  void everyPublishedJarIsAModuleOfItsOwn() {
    Path[] published =
        jars().stream()
            .filter(jar -> Path.of(jar).getFileName().toString().startsWith("velostream-"))
            .map(Path::of)
            .toArray(Path[]::new);
    Set<String> modules =
        ModuleFinder.of(published).findAll().stream()
            .filter(module -> !module.descriptor().isAutomatic())
            .map(module -> module.descriptor().name())
            .collect(Collectors.toSet());

    assertThat(modules)
        .containsExactlyInAnyOrder(
            "io.velostream.schema",
            "io.velostream.schema.avro",
            "io.velostream.schema.json",
            "io.velostream.schema.testing");
  }
}
