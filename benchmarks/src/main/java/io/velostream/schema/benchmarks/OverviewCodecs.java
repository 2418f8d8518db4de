// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.avro.AvroCodecs;
import io.velostream.schema.benchmarks.avro.shape.OrderShape;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.JacksonCodec;
import io.velostream.schema.benchmarks.codec.KafkaCodec;
import io.velostream.schema.benchmarks.codec.Kind;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The contenders of the {@link Overview}, by the interfaces of Kafka. Classes are named, as each
 * contender runs with its own class path.
 */
record OverviewCodecs(String whose, String url) {

  static final String OURS = "velostream";
  static final String PLAIN = "plain";
  static final String THEIRS = "apicurio";

  /** A codec for orders of the generated class. */
  Codec orders() {
    return whose.equals(PLAIN)
        ? AvroCodecs.of(new OrderShape(), Kind.SPECIFIC, new OrderShape().value(Kind.SPECIFIC))
        : avro(true);
  }

  /** A codec for generic records of a schema; all but plain Avro's takes those of others too. */
  Codec generic(Schema schema) {
    return whose.equals(PLAIN) ? AvroCodecs.generic(schema) : avro(false);
  }

  private Codec avro(boolean isGenerated) {
    Map<String, Object> config = new HashMap<>();
    if (whose.equals(THEIRS)) {
      config.put("apicurio.registry.url", url);
      config.put("apicurio.registry.auto-register", true);
      config.put("apicurio.registry.use-specific-avro-reader", isGenerated);
      return KafkaCodec.of(
          "io.apicurio.registry.serde.avro.AvroKafkaSerializer",
          "io.apicurio.registry.serde.avro.AvroKafkaDeserializer",
          config);
    }
    config.put("schema.registry.url", url);
    config.put("specific.avro.reader", isGenerated);
    return KafkaCodec.of(
        "io.velostream.schema.avro.KafkaAvroSerializer",
        "io.velostream.schema.avro.KafkaAvroDeserializer",
        config);
  }

  /** A codec for objects of one class. */
  Codec json(Object value, boolean validates) {
    if (whose.equals(PLAIN)) {
      return JacksonCodec.of(value);
    }
    Map<String, Object> config = new HashMap<>();
    if (whose.equals(THEIRS)) {
      config.put("apicurio.registry.url", url);
      config.put("apicurio.registry.find-latest", true);
      config.put("apicurio.registry.serde.validation-enabled", validates);
      config.put("apicurio.registry.deserializer.value.return-class", value.getClass().getName());
      return KafkaCodec.of(
          "io.apicurio.registry.serde.jsonschema.JsonSchemaKafkaSerializer",
          "io.apicurio.registry.serde.jsonschema.JsonSchemaKafkaDeserializer",
          config);
    }
    config.put("schema.registry.url", url);
    config.put("json.value.type", value.getClass());
    config.put("json.fail.invalid.schema", validates);
    return KafkaCodec.of(
        "io.velostream.schema.json.KafkaJsonSchemaSerializer",
        "io.velostream.schema.json.KafkaJsonSchemaDeserializer",
        config);
  }
}
