// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.serde.SchemaSerializationException;
import io.velostream.schema.text.Excerpt;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Classifies exceptions of serializers and deserializers. */
final class Failures {

  /** Headers count to the size of a record. */
  private static final int MAX_REASON_LENGTH = 2_000;

  private static final int MAX_CAUSES = 50;
  private static final int MAX_NAMED_CAUSES = 5;

  /** What messages of our serializers and deserializers start with. */
  private static final Pattern OWN_MESSAGE =
      Pattern.compile(
          "cannot (deserialize a (key|value) of topic |serialize a (key|value) of class )");

  private Failures() {}

  /**
   * Whether the record causes the failure, so that a retry fails until the record, its schema or
   * the reader is repaired. Time-outs, rejected credentials and interrupts are not such failures.
   */
  static boolean isOfRecord(Throwable failure) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < MAX_CAUSES; depth++, each = each.getCause()) {
      if ((each instanceof KafkaException && !isOfRecord((KafkaException) each))
          || each instanceof RegistryUnavailableException
          || each instanceof InterruptedException
          || isOfNetwork(each)) {
        return false;
      }
    }
    return true;
  }

  /** Kafka's exceptions speak of cluster and client, except for these. */
  private static boolean isOfRecord(KafkaException failure) {
    return failure instanceof SerializationException
        || failure instanceof InvalidRecordException
        || failure instanceof CorruptRecordException
        || failure instanceof RecordTooLargeException;
  }

  /** Whether a request has failed; other deserializers wrap these in exceptions for records. */
  private static boolean isOfNetwork(Throwable failure) {
    return failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure instanceof UnknownHostException
        || failure instanceof HttpTimeoutException
        || failure instanceof SSLException
        || failure instanceof TimeoutException;
  }

  /** The subject of the schema that failed; null if the exception does not know it. */
  static @Nullable String subject(Throwable failure) {
    return cause(failure) instanceof SchemaSerializationException own ? own.subject() : null;
  }

  /** What the serializer or deserializer threw. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof RecordDeserializationException && cause != null ? cause : failure;
  }

  /**
   * Why a record failed, without its data: the message of our serializers and deserializers, which
   * holds none; else the classes of the exceptions, since messages of others may hold any.
   *
   * @param isOurs whether one of our deserializers is known to have failed
   * @param mayShowValues whether the configuration lets its messages hold values
   */
  static String reasonWithoutData(Throwable failure, boolean isOurs, boolean mayShowValues) {
    String message = cause(failure).getMessage();
    boolean hasOwnMessage = isOurs || (message != null && OWN_MESSAGE.matcher(message).lookingAt());
    if (hasOwnMessage && !mayShowValues) {
      return reason(failure);
    }
    StringBuilder classes = new StringBuilder();
    Throwable each = cause(failure);
    for (int depth = 0; each != null && depth < MAX_NAMED_CAUSES; depth++, each = each.getCause()) {
      classes.append(depth == 0 ? "" : ", caused by ").append(each.getClass().getName());
    }
    return classes.toString();
  }

  /** The deserializer's message, cut where it is very long. */
  static String reason(Throwable failure) {
    Throwable cause = cause(failure);
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
    return Excerpt.of(message, MAX_REASON_LENGTH);
  }
}
