// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a value does not fit its schema. The message begins with the path of the part, such as
 * {@code /lines/2/price}, and has no value.
 */
public final class MisfitException extends DataException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String reason;

  private MisfitException(String path, String reason, @Nullable Throwable cause) {
    super(path + ": " + reason, cause);
    this.path = path;
    this.reason = reason;
  }

  /**
   * The failure of a part.
   *
   * @param part the name of the field, or the index of the item
   * @param value what did not fit; null if it could not be got
   */
  public static MisfitException in(Object part, @Nullable Object value, RuntimeException cause) {
    if (cause instanceof MisfitException inner) {
      return new MisfitException("/" + part + inner.path, inner.reason, cause.getCause());
    }
    String reason =
        cause instanceof DataException
            ? String.valueOf(cause.getMessage())
            : value == null
                ? "its value is missing"
                : "a value of " + value.getClass() + " does not fit its schema";
    return new MisfitException("/" + part, reason, cause);
  }
}
