// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.text;

import org.jspecify.annotations.Nullable;

/** Ends a command with one sentence and a status. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  /** A failure with a status of its own. */
  public CommandException(ExitStatus status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** A command that was used wrongly, or that cannot tell. */
  public CommandException(String message) {
    this(ExitStatus.CANNOT_TELL, message, null);
  }

  /** The status of the program. */
  public ExitStatus status() {
    return status;
  }
}
