// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.trace;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A span that has been started. It may be ended by another thread than the one that started it. */
public interface SchemaSpan {

  /** Adds an attribute; null is left out. Returns this. */
  SchemaSpan with(String name, @Nullable Object value);

  /** Runs work with this as the current span of the calling thread. Does not end it. */
  <T> T around(Supplier<T> work);

  /** Ends the span, with the failure if there was one. */
  void end(@Nullable Throwable failure);
}
