// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on schemas of Protobuf, which are read from registries only. */
class ProtobufTest {

  private static final String MONEY =
      "syntax = \"proto3\"; package shop; message Money { int64 cents = 1; }";
  private static final String ORDER =
      """
      syntax = "proto3";
      package shop;
      import "money.proto";
      import "google/protobuf/timestamp.proto";
      message Order {
        enum State { NEW = 0; SENT = 1; }
        message Line { uint32 n = 1; }
        string id = 1;
        Money price = 2;
        map<string, int32> ranks = 3;
        repeated State states = 4;
        bytes raw = 5;
        google.protobuf.Timestamp at = 6;
        optional string note = 7;
      }
      """;

  @TempDir private Path folder;
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private int order;

  @BeforeEach
  void register() {
    registry.register("PROTOBUF", "money", MONEY, List.of());
    order =
        registry.register(
            "PROTOBUF",
            "orders-value",
            ORDER,
            List.of(new SchemaReference("money.proto", "money", 1)));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Program command(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--registry";
    all[words.length + 1] = registry.url();
    return run(all);
  }

  @Test
  void printsMessagesAsJson() {
    String frame = "00%08x".formatted(order);
    String payload = "0a0161" + "12020805" + "1a050a01781007" + "220101" + "2a01ff" + "32020801";

    assertThat(command("cat", "--hex", frame + "00" + payload).assertStatus(0).out())
        .isEqualTo(
            "orders-value:1 (id "
                + order
                + ")  {\"id\":\"a\",\"price\":{\"cents\":5},\"ranks\":{\"x\":7},"
                + "\"states\":[\"SENT\"],\"raw\":\"/w==\",\"at\":\"1970-01-01T00:00:01Z\"}\n");
    assertThat(command("cat", "--hex", frame + "04000008ffffffff0f").assertStatus(0).out())
        .endsWith("{\"n\":4294967295}\n");
    command("cat", "--hex", frame + "0206" + payload).assertStatus(2);
    command("cat", "--hex", frame + "000a05").assertStatus(2);
  }

  @Test
  void flattensAndDrawsSchemasOfARegistry() {
    assertThat(command("flatten", "money").assertStatus(0).out()).contains("message Money");
    assertThat(command("flatten", "orders-value").assertStatus(0).out()).isNotBlank();
    assertThat(command("graph", "orders-value").assertStatus(0).out()).contains("money");
  }

  @Test
  void filesAreRefusedWithTheReason() throws IOException {
    Path file = Files.writeString(folder.resolve("money.proto"), MONEY);

    command("register", file.toString()).assertFails("is a Protobuf schema");
    command("download", "money", "--to", folder.resolve("out").toString()).assertFails("PROTOBUF");
  }
}
