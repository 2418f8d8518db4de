// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.jspecify.annotations.Nullable;

/** What one thread saw, so that a test that compares nothing cannot pass. */
final class CodecTally {
  int pairs;
  int compatible;

  /** Of which no value can be read, as Avro finds too. */
  int refusedPairs;

  /** For which Avro's own reader cannot be made. */
  int unresolvedPairs;

  int unresolvedAndRead;
  int values;
  int refused;
  int faults;
  int mutated;
  int mutatedAndRead;
  int mutatedAndRefused;

  /** Each given up on once, and rightly. */
  int refusedValues;

  long givenUp;

  /** The seed of the pair that differed. */
  long failedAt;

  /** What ended the comparison; null when nothing did. */
  @Nullable Throwable failure;

  void add(CodecTally other) {
    pairs += other.pairs;
    compatible += other.compatible;
    refusedPairs += other.refusedPairs;
    unresolvedPairs += other.unresolvedPairs;
    unresolvedAndRead += other.unresolvedAndRead;
    values += other.values;
    refused += other.refused;
    faults += other.faults;
    mutated += other.mutated;
    mutatedAndRead += other.mutatedAndRead;
    mutatedAndRefused += other.mutatedAndRefused;
    refusedValues += other.refusedValues;
    givenUp += other.givenUp;
    if (other.failure != null) {
      failedAt = other.failedAt;
      failure = other.failure;
    }
  }
}
