// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

/** Passes over a value that is not asked for. */
@FunctionalInterface
interface Skipper {
  void skip(AvroInput in);
}
