// SPDX-License-Identifier: Apache-2.0
/** Registry client, reference resolver, cache, and the Kafka engines that every format shares. */
module io.velostream.schema {
  requires java.net.http;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires org.slf4j;
  requires static io.opentelemetry.api;
  requires static io.opentelemetry.context;
  requires static java.management;
  requires static kafka.clients;
  requires static kafka.streams;
  requires static micrometer.core;
  requires static org.jspecify;

  exports io.velostream.schema;
  exports io.velostream.schema.deadletter;
  exports io.velostream.schema.deadletter.streams;
  exports io.velostream.schema.event;
  exports io.velostream.schema.graph;
  exports io.velostream.schema.metrics;
  exports io.velostream.schema.metrics.kafka;
  exports io.velostream.schema.metrics.micrometer;
  exports io.velostream.schema.metrics.opentelemetry;
  exports io.velostream.schema.model;
  exports io.velostream.schema.observe;
  exports io.velostream.schema.observe.audit;
  exports io.velostream.schema.observe.lineage;
  exports io.velostream.schema.registry;
  exports io.velostream.schema.registry.protocol;
  exports io.velostream.schema.rollout;
  exports io.velostream.schema.serde;
  exports io.velostream.schema.serde.access;
  exports io.velostream.schema.serde.file;
  exports io.velostream.schema.serde.rollout;
  exports io.velostream.schema.serde.shared;
  exports io.velostream.schema.settings;
  exports io.velostream.schema.trace;
  exports io.velostream.schema.buffer to
      io.velostream.schema.avro,
      io.velostream.schema.json;
  exports io.velostream.schema.jackson to
      io.velostream.schema.avro,
      io.velostream.schema.evolution,
      io.velostream.schema.json;
  exports io.velostream.schema.serde.config to
      io.velostream.schema.avro,
      io.velostream.schema.json;
  exports io.velostream.schema.text to
      io.velostream.schema.avro,
      io.velostream.schema.json;
  exports io.velostream.schema.serde.kafka to
      io.velostream.schema.evolution;
  exports io.velostream.schema.serde.engine to
      io.velostream.schema.avro,
      io.velostream.schema.json;
}
