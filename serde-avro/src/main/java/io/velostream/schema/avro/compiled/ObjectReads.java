// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.jspecify.annotations.Nullable;

/**
 * Reads objects of one class. Extended by classes made at run time, which stand beside the objects'
 * class, and for which alone this is public.
 */
public abstract class ObjectReads {

  private final ReadStep[] steps;

  /** For classes made at run time. */
  public ObjectReads(ReadStep[] steps) {
    this.steps = steps;
  }

  /** Reads one object. */
  public abstract Object read(Input in);

  /** Reads what is not read by the input alone. */
  public final @Nullable Object value(int step, Input in) {
    return steps[step].read(in);
  }

  /** Reads text, of whatever class, as a string. */
  public final @Nullable String text(int step, Input in) {
    Object text = steps[step].read(in);
    return text == null ? null : text.toString();
  }

  /** Goes past what the objects have no field for. */
  public final void skip(int step, Input in) {
    steps[step].skip(in);
  }
}
