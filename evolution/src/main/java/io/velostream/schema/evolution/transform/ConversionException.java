// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that a transformer cannot convert. The message has the path and no data of the record.
 */
public final class ConversionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * Creates an exception.
   *
   * @param path where the value belongs in the new schema; empty for the root
   * @param reason why it cannot be converted, without data
   * @param cause a failure of a function of the user; null if there is none
   */
  public ConversionException(String path, String reason, @Nullable Throwable cause) {
    super((path.isEmpty() ? "the root" : "'" + path + "'") + ": " + reason, cause);
    this.path = Objects.requireNonNull(path, "path");
  }

  /** Where the value belongs in the new schema; empty for the root. */
  public String path() {
    return path;
  }
}
