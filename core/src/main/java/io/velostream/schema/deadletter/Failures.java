// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.model.RegistryUnavailableException;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.SerializationException;

/** Classifies exceptions of deserializers. */
final class Failures {

  /** Headers count to the size of a record. */
  private static final int MAX_REASON_LENGTH = 2_000;

  private static final int MAX_CAUSES = 50;

  private Failures() {}

  /**
   * Whether the record causes the failure, so that a retry fails until the record, its schema or
   * the reader is repaired. Time-outs, rejected credentials and interrupts are not such failures.
   */
  static boolean isOfRecord(Throwable failure) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < MAX_CAUSES; depth++, each = each.getCause()) {
      if ((each instanceof KafkaException && !(each instanceof SerializationException))
          || each instanceof RegistryUnavailableException
          || each instanceof InterruptedException) {
        return false;
      }
    }
    return true;
  }

  /** What the deserializer threw. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof RecordDeserializationException && cause != null ? cause : failure;
  }

  /** The deserializer's message, cut where it is very long. */
  static String reason(Throwable failure) {
    Throwable cause = cause(failure);
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
    return message.length() <= MAX_REASON_LENGTH
        ? message
        : message.substring(0, MAX_REASON_LENGTH);
  }
}
