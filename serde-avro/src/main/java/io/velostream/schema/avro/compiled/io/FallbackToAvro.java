// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/**
 * Signals that a compiled reader or writer cannot process a value: its class is not supported, or
 * the bytes may be invalid. The caller falls back to Avro's own code, which reports the error, if
 * there is one. Has no stack trace, because it is only a control-flow signal.
 */
public final class FallbackToAvro extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private FallbackToAvro() {
    super("given up", null, false, false);
  }

  public static FallbackToAvro create() {
    return new FallbackToAvro();
  }
}
