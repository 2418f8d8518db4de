// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The applications of {@code examples/quarkus} and {@code examples/micronaut}. */
@Tag("spring")
class FrameworksTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("boot.folder")).normalize().resolveSibling("examples");

  /** Keys are plain text there. */
  @ParameterizedTest
  @ValueSource(strings = {"quarkus", "micronaut"})
  void writesDeadLettersByConfigurationAlone(String framework) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        Records records = new Records(kafka.bootstrapServers());
        Samples samples = new Samples(registry)) {
      kafka.createTopic("orders", 1);
      kafka.createTopic("receipts", 1);
      List<Sent> sent = new ArrayList<>();
      for (Sent each : samples.orders()) {
        if (each.broken() == Sent.Part.NONE || each.broken() == Sent.Part.VALUE) {
          sent.add(new Sent("key".getBytes(UTF_8), each.value(), each.broken(), each.id()));
        }
      }
      try (ShopProcess shop = start(framework, kafka, registry)) {
        for (int i = 0; i < sent.size(); i++) {
          records.send(sent.get(i).record("orders", i));
        }
        records.until(
            "receipts", each -> Long.valueOf(9).equals(samples.read(each.value()).get("id")));
      }
      assertThat(records.all("receipts"))
          .extracting(each -> samples.read(each.value()).get("id"))
          .containsExactlyElementsOf(DeadLetters.OF_DESERIALIZERS.delivered(sent));
      assertThat(records.all("receipts"))
          .extracting(each -> new String(each.key(), UTF_8))
          .containsOnly("key");
      assertThat(records.all("orders.dead-letters"))
          .extracting(Sent::text)
          .containsExactlyElementsOf(DeadLetters.OF_DESERIALIZERS.written(sent, ".dead-letters"));
    }
    System.out.println("OK " + framework);
  }

  private static ShopProcess start(
      String framework, EmbeddedKafka kafka, EmbeddedSchemaRegistry registry) throws Exception {
    Path target = EXAMPLES.resolve(framework).resolve("target");
    List<String> options = new ArrayList<>();
    options.add("-Dkafka.bootstrap.servers=" + kafka.bootstrapServers());
    options.add("-Dkafka.schema.registry.url=" + registry.url());
    Path log = Path.of(System.getProperty("boot.logs"), framework + ".log");
    if (framework.equals("quarkus")) {
      options.add("-Dquarkus.http.port=0");
      options.addAll(List.of("-jar", target.resolve("quarkus-app/quarkus-run.jar").toString()));
      return ShopProcess.start(options, " started in ", log);
    }
    options.addAll(
        List.of("-cp", ShopProcess.classPath(target), "com.example.shop.ShopApplication"));
    return ShopProcess.start(options, "-> [orders-0]", log);
  }
}
