// SPDX-License-Identifier: Apache-2.0
/** Kafka serializer, deserializer and Serde for JSON Schema. */
module io.velostream.schema.json {
  requires transitive io.velostream.schema;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires io.github.classgraph;
  requires java.validation;
  requires mbknor.jackson.jsonschema.java8;
  requires org.slf4j;
  requires static com.fasterxml.jackson.datatype.jdk8;
  requires static com.fasterxml.jackson.datatype.jsr310;
  requires static com.fasterxml.jackson.module.paramnames;
  requires static kafka.clients;
  requires static org.jspecify;

  exports io.velostream.schema.json;
  exports io.velostream.schema.json.config;
  exports io.velostream.schema.json.schema;
  exports io.velostream.schema.json.value;
  exports io.velostream.schema.json.codec to
      io.velostream.schema.evolution;
  exports io.velostream.schema.json.compatibility to
      io.velostream.schema.evolution;
  exports io.velostream.schema.json.document to
      io.velostream.schema.evolution;

  opens io.velostream.schema.json.value to
      com.fasterxml.jackson.databind;
}
