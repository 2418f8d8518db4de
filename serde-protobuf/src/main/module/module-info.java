// SPDX-License-Identifier: Apache-2.0
/** Kafka serializer, deserializer and Serde for Protobuf. */
module io.velostream.schema.protobuf {
  requires transitive io.velostream.schema;
  requires transitive com.google.protobuf;
  requires static kafka.clients;
  requires static org.jspecify;

  exports io.velostream.schema.protobuf;
  exports io.velostream.schema.protobuf.config;
  exports io.velostream.schema.protobuf.schema;
}
