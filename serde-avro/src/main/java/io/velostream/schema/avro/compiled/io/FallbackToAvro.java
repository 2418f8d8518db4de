// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/**
 * A step has met what it was not made for: a value of another kind than its schema, or bytes that
 * may be wrong. Only Avro's own code then says what is wrong, if anything. Holds no stack, as it
 * says nothing but that.
 */
public final class FallbackToAvro extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private FallbackToAvro() {
    super("given up", null, false, false);
  }

  public static FallbackToAvro here() {
    return new FallbackToAvro();
  }
}
