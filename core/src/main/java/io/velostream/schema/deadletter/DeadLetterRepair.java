// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

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

  /**
   * Serializes the keys and values that a {@link DeadLetterProducer} could not serialize, after
   * this repair, and keeps those that still fail. A failure that says nothing about the record,
   * such as a registry that does not answer, is thrown. Keys and values that were kept as text, and
   * that the format cannot convert from text, are kept too: replace them by {@link
   * DeadLetter#withKey} and {@link DeadLetter#withValue}.
   *
   * @param key serializes keys; configured by the caller, and not closed here
   * @param value serializes values; configured by the caller, and not closed here
   */
  default DeadLetterRepair andSerialized(Serializer<?> key, Serializer<?> value) {
    return letter ->
        repair(letter)
            .flatMap(repaired -> serialized(repaired, repaired.failedKey(), key, true))
            .flatMap(repaired -> serialized(repaired, repaired.failedValue(), value, false));
  }

  private static Optional<DeadLetter> serialized(
      DeadLetter letter, @Nullable FailedPart part, Serializer<?> serializer, boolean isKey) {
    if (part == null) {
      return Optional.of(letter);
    }
    if (!(serializer instanceof DeadLetterSerializer deadLetterSerializer)) {
      return Optional.empty();
    }
    try {
      Headers headers = letter.headers();
      byte[] bytes = deadLetterSerializer.serializePart(letter.topic(), headers, part);
      DeadLetter repaired = isKey ? letter.withKey(bytes) : letter.withValue(bytes);
      return Optional.of(repaired.withHeaders(headers));
    } catch (SerializationException e) {
      if (!Failures.isOfRecord(e)) {
        throw e;
      }
      return Optional.empty();
    }
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
