// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.kafka;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.SchemaSerializationException;
import io.velostream.schema.serde.access.SchemaAccessDeniedException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Converts exceptions of this library to those of Kafka, which clients and frameworks handle. */
public final class KafkaExceptions {

  private KafkaExceptions() {}

  /**
   * The exception to throw.
   *
   * @param action the failed action, with topic and subject or id
   * @param cause the cause; its message is included if it is an exception of this library, which
   *     holds no record data
   */
  public static KafkaException of(String action, Throwable cause) {
    if (!(cause instanceof SchemaException || cause instanceof KafkaException)) {
      return new SerializationException(action, cause);
    }
    String message = action + ": " + cause.getMessage();
    if (cause instanceof SchemaAccessDeniedException) {
      return new SchemaAccessDeniedException(message, cause);
    }
    if (cause instanceof RegistryUnavailableException unavailable) {
      return ofStatus(unavailable.status(), message, cause);
    }
    if (cause instanceof RegistryRejectedException rejected) {
      if (rejected.status()
          == 0) { // no response: TLS failed permanently, or the response was too large
        return cause.getCause() instanceof SSLException
            ? new SslAuthenticationException(message, cause)
            : new SerializationException(message, cause);
      }
      return ofStatus(rejected.status(), message, cause);
    }
    return new SerializationException(message, cause);
  }

  /**
   * The exception for a value or payload that does not fit its schema. The cause is kept; its
   * message is repeated only where it is known to hold no record data.
   */
  public static KafkaException ofRecord(String action, Throwable cause) {
    boolean hasNoData =
        cause instanceof InvalidValueException || cause instanceof InvalidSchemaException;
    String why = hasNoData ? ": " + cause.getMessage() : "";
    return new SerializationException(action + why, cause);
  }

  /** As {@link #of(String, Throwable)}, with the subject of the schema, if that is known. */
  public static KafkaException of(String action, Throwable cause, @Nullable Subject subject) {
    return withSubject(of(action, cause), cause, subject);
  }

  /** As {@link #ofRecord(String, Throwable)}, with the subject of the schema, if that is known. */
  public static KafkaException ofRecord(String action, Throwable cause, @Nullable Subject subject) {
    return withSubject(ofRecord(action, cause), cause, subject);
  }

  private static KafkaException withSubject(
      KafkaException exception, Throwable cause, @Nullable Subject subject) {
    return subject == null || exception.getClass() != SerializationException.class
        ? exception
        : new SchemaSerializationException(
            String.valueOf(exception.getMessage()), cause, subject.qualified());
  }

  private static KafkaException ofStatus(int status, String message, Throwable cause) {
    return switch (status) {
      case 401 -> new AuthenticationException(message, cause);
      case 403 -> new AuthorizationException(message, cause);
      case 429 -> withCause(new ThrottlingQuotaExceededException(message), cause);
      case 502 -> new DisconnectException(message, cause);
      case 0, 408, 500, 503, 504 -> new TimeoutException(message, cause);
      default ->
          cause instanceof RegistryUnavailableException
              ? new TimeoutException(message, cause)
              : new SerializationException(message, cause);
    };
  }

  private static KafkaException withCause(KafkaException exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }
}
