// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.model.WithheldException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Replaces Avro's exceptions by exceptions whose messages do not contain data. Avro's messages
 * quote values, and logs print the message of every cause. Wraps the encoders and decoders of the
 * fallback to Avro.
 *
 * @param showsValues whether messages may contain data
 */
public record ErrorExplainer(boolean showsValues) {

  private static final int MAX_CAUSES = 10_000;

  /** Wraps an encoder. */
  public ValueEncoder encoder(ValueEncoder encoder, Schema schema, GenericData model) {
    return (value, frame) -> {
      try {
        return encoder.encode(value, frame);
      } catch (RuntimeException e) {
        throw explainWriteFailure(schema, value, model, e);
      }
    };
  }

  private RuntimeException explainWriteFailure(
      Schema schema, Object value, GenericData model, RuntimeException why) {
    if (why instanceof SchemaException) {
      return why;
    }
    String misfit =
        findRejection(why) == null
            ? ValueMismatchFinder.find(schema, value, model, showsValues)
            : null;
    return invalidValue(misfit == null ? message("the value", why) : misfit, why);
  }

  /** Wraps a decoder. */
  public ValueDecoder decoder(ValueDecoder decoder) {
    return new ValueDecoder() {
      @Override
      public @Nullable Object decode(byte[] bytes, int offset, int length) {
        try {
          return decoder.decode(bytes, offset, length);
        } catch (RuntimeException e) {
          throw explainReadFailure(e);
        }
      }

      @Override
      public @Nullable Object decode(ByteBuffer payload) {
        try {
          return decoder.decode(payload);
        } catch (RuntimeException e) {
          throw explainReadFailure(e);
        }
      }
    };
  }

  RuntimeException explainReadFailure(RuntimeException why) {
    if (why instanceof SchemaException) {
      return why;
    }
    return why instanceof CurrentField.UnreadableField unreadable
        ? explainFieldFailure(unreadable.field(), unreadable.readFailure())
        : invalidValue(message("the payload", why), why);
  }

  private RuntimeException explainFieldFailure(String field, RuntimeException why) {
    if (findRejection(why) != null || !(isAboutSchemas(why) || showsValues)) {
      return invalidValue(message(field, why), why);
    }
    return invalidValue(field + " cannot be read: " + ExceptionMessages.of(why), why);
  }

  private String message(String what, RuntimeException why) {
    RejectedValueException unfit = findRejection(why);
    if (unfit != null) {
      return ExceptionMessages.of(unfit);
    }
    if (isAboutSchemas(why) || showsValues) {
      return ExceptionMessages.of(why);
    }
    return what + " does not fit its schema (" + why.getClass().getSimpleName() + ")";
  }

  /**
   * Finds our own exception, which Avro wraps once for each enclosing field; null if there is none.
   */
  private static @Nullable RejectedValueException findRejection(Throwable why) {
    Throwable cause = why;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof RejectedValueException unfit) {
        return unfit;
      }
      cause = cause.getCause();
    }
    return null;
  }

  /**
   * Whether a message is about schemas and contains no data: Avro's resolver, except for unknown
   * enum symbols, and our own messages.
   */
  private static boolean isAboutSchemas(RuntimeException why) {
    if (why instanceof InvalidSchemaException) {
      return true;
    }
    StackTraceElement[] trace = why.getStackTrace();
    return why instanceof AvroTypeException
        && trace.length > 0
        && trace[0].getClassName().startsWith("org.apache.avro.io.")
        && !String.valueOf(why.getMessage()).startsWith("No match for");
  }

  private InvalidValueException invalidValue(String words, RuntimeException why) {
    if (why instanceof RejectedValueException && why.getCause() == null) {
      return new InvalidValueException(words, why);
    }
    return new InvalidValueException(words, showsValues ? why : WithheldException.of(why));
  }
}
