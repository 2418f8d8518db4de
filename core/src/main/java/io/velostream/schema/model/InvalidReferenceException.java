// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * References that cannot be resolved: a cycle, a missing target, one name from two versions, or
 * more levels or schemas than the limits allow.
 */
public final class InvalidReferenceException extends SchemaException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the reference. */
  public enum Reason {
    /** A schema refers to itself through others. */
    CYCLE,
    /** The target of a reference does not exist. */
    MISSING,
    /** One name refers to two versions or subjects in one closure. */
    CONFLICT,
    /** More levels than allowed. */
    TOO_DEEP,
    /** More schemas than allowed. */
    TOO_MANY,
    /** The reference itself is malformed. */
    MALFORMED,
    /** The resolution of references is turned off. */
    NOT_RESOLVED
  }

  private final Reason reason;

  @SuppressWarnings("serial") // what List.copyOf gives can be serialized
  private final List<String> path;

  /**
   * An invalid reference.
   *
   * @param reason what is wrong
   * @param path the schemas from the root to the one at fault, each as {@code subject:version}
   * @param message the full message
   * @param cause the failure of a request, if any
   */
  public InvalidReferenceException(
      Reason reason, List<String> path, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.path = List.copyOf(path);
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** The schemas from the root to the one at fault, each as {@code subject:version}. */
  public List<String> path() {
    return path;
  }
}
