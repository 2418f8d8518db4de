// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decides what a replay puts back. Called by one thread, once for each dead letter of a run, and
 * again for those of a transaction that was not committed.
 */
@FunctionalInterface
public interface DeadLetterRepair {

  /**
   * Repairs a dead letter.
   *
   * @param letter the record as it failed
   * @return what to put back: the letter itself, or one with another key or value; empty to keep
   *     the letter in the dead-letter topic
   * @throws RuntimeException ends the replay; what it has not committed is tried again by the next
   */
  Optional<DeadLetter> repair(DeadLetter letter);

  /** Puts each record back as it was. */
  static DeadLetterRepair unchanged() {
    return Optional::of;
  }

  /**
   * Keeps what these deserializers still cannot read after this repair. A failure that says nothing
   * about the record, such as a registry that does not answer, is thrown.
   *
   * @param key reads keys; configured by the caller, and not closed here
   * @param value reads values; configured by the caller, and not closed here
   */
  default DeadLetterRepair andReadable(Deserializer<?> key, Deserializer<?> value) {
    return letter -> repair(letter).filter(repaired -> isReadable(repaired, key, value));
  }

  private static boolean isReadable(DeadLetter letter, Deserializer<?> key, Deserializer<?> value) {
    try {
      if (letter.key() != null) {
        key.deserialize(letter.topic(), letter.headers(), letter.key());
      }
      if (letter.value() != null) {
        value.deserialize(letter.topic(), letter.headers(), letter.value());
      }
      return true;
    } catch (SerializationException e) {
      if (!Failures.isOfRecord(e)) {
        throw e;
      }
      return false;
    }
  }
}
