// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.config.JsonKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/** What is checked where Jackson's modules for Java 8 are not on the class path. */
public final class WithoutModules {

  private WithoutModules() {}

  public record Plain(String name, int count) {}

  public record Timed(String name, List<Instant> times) {}

  public record Open(Map<String, Optional<String>> values) {}

  /** Run in a class loader without the modules. */
  public static void check() {
    try (Registry registry = new Registry()) {
      Plain plain = new Plain("a", 1);
      byte[] bytes = registry.serializer().serialize("plain", plain);
      assertThat(
              registry.deserializer(JsonKeys.VALUE_TYPE, Plain.class).deserialize("plain", bytes))
          .isEqualTo(plain);

      for (String generator : List.of("compatible", "strict")) {
        refuses(registry, generator, new Timed("a", List.of()), "jackson-datatype-jsr310");
        refuses(registry, generator, new Open(Map.of()), "jackson-datatype-jdk8");
      }
      assertThat(registry.server.versions("refused-value")).isEmpty();

      assertThatThrownBy(
              () ->
                  registry
                      .deserializer(JsonKeys.VALUE_TYPE, Timed.class)
                      .deserialize("plain", timed(registry)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("java.time.Instant")
          .hasMessageContaining("com.fasterxml.jackson.datatype:jackson-datatype-jsr310");
    }
  }

  private static byte[] timed(Registry registry) {
    int id = registry.register("timed", "{'type':'object'}");
    return Registry.framed(id, "{\"name\":\"a\",\"times\":[1]}");
  }

  private static void refuses(Registry registry, String generator, Object value, String artifact) {
    assertThatThrownBy(
            () ->
                registry
                    .serializer(JsonKeys.SCHEMA_GENERATOR, generator)
                    .serialize("refused", value))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("com.fasterxml.jackson.datatype:" + artifact);
  }
}
