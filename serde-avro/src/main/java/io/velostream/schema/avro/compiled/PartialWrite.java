// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

/** Writes some values itself, and leaves those that it does not know to another step. */
abstract class PartialWrite extends WriteStep {

  final WriteStep other;

  PartialWrite(WriteStep other) {
    this.other = other;
  }
}
