// SPDX-License-Identifier: Apache-2.0
/** Differences, compatibility, impact, migration plans and rollouts of schemas. */
module io.velostream.schema.evolution {
  requires transitive io.velostream.schema;
  requires transitive io.velostream.schema.avro;
  requires transitive io.velostream.schema.json;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires org.apache.avro;
  requires org.slf4j;
  requires static kafka.clients;
  requires static org.jspecify;

  exports io.velostream.schema.evolution.comparison;
  exports io.velostream.schema.evolution.compatibility;
  exports io.velostream.schema.evolution.derivation;
  exports io.velostream.schema.evolution.difference;
  exports io.velostream.schema.evolution.drawing;
  exports io.velostream.schema.evolution.history;
  exports io.velostream.schema.evolution.impact;
  exports io.velostream.schema.evolution.plan;
  exports io.velostream.schema.evolution.migration;
  exports io.velostream.schema.evolution.rollout;
  exports io.velostream.schema.evolution.source;
  exports io.velostream.schema.evolution.transform;
  exports io.velostream.schema.evolution.validation;
  exports io.velostream.schema.evolution.verdict;
}
