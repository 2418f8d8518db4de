// SPDX-License-Identifier: Apache-2.0
/** Kafka serializer, deserializer and Serdes for Avro. */
module io.velostream.schema.avro {
  requires transitive io.velostream.schema;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires org.apache.avro;
  requires org.objectweb.asm;
  requires org.slf4j;
  requires static kafka.clients;
  requires static org.jspecify;

  exports io.velostream.schema.avro;
  exports io.velostream.schema.avro.config;
  exports io.velostream.schema.avro.schema;
  exports io.velostream.schema.avro.codec to
      io.velostream.schema.evolution;
  exports io.velostream.schema.avro.resolution to
      io.velostream.schema.evolution;
}
