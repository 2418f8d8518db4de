// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.SpecificAvroSerde;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroStreamsTest {

  @TempDir Path state;

  @Test
  void servesAsTheDefaultSerdeOfAStreamsProgram() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      StreamsBuilder builder = new StreamsBuilder();
      builder.<String, Address>stream("in")
          .mapValues(address -> new Address(address.getStreet().toUpperCase(), address.getZip()))
          .to("out");
      Properties settings = settings(registry);
      try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), settings);
          SpecificAvroSerde<Address> serde = new SpecificAvroSerde<>(Address.class)) {
        serde.configure(Map.of("schema.registry.url", registry.url()), false);
        TestInputTopic<String, Address> in =
            driver.createInputTopic("in", Serdes.String().serializer(), serde.serializer());
        TestOutputTopic<String, Address> out =
            driver.createOutputTopic("out", Serdes.String().deserializer(), serde.deserializer());

        in.pipeInput("k", new Address("street", "1"));

        assertThat(out.readValue()).isEqualTo(new Address("STREET", "1"));
        assertThat(registry.versions("out-value")).containsExactly(1);
      }
    }
  }

  private Properties settings(EmbeddedSchemaRegistry registry) {
    Properties settings = new Properties();
    settings.put("application.id", "avro-streams");
    settings.put("bootstrap.servers", "localhost:1");
    settings.put("state.dir", state.toString());
    settings.put("default.key.serde", Serdes.StringSerde.class.getName());
    settings.put("default.value.serde", SpecificAvroSerde.class.getName());
    settings.put("schema.registry.url", registry.url());
    return settings;
  }
}
