// SPDX-License-Identifier: Apache-2.0
/** A schema registry for tests, over HTTP, with faults on demand and a JUnit 5 extension. */
module io.velostream.schema.testing {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires org.apache.avro;
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports io.velostream.schema.testing;
  exports io.velostream.schema.testing.fault;
  exports io.velostream.schema.testing.model;
}
