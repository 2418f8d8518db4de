// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.trace;

import java.util.function.BiConsumer;

/**
 * Makes spans of what is not done for each record: bindings, requests to the registry, resolutions
 * of references. Installed by {@link Tracing#install}. Safe for use by many threads; must not
 * throw.
 */
public interface SchemaTracer {

  /**
   * Starts a span as a child of the calling thread's current one.
   *
   * @param name the name: {@code schema.bind}
   */
  SchemaSpan start(String name);

  /**
   * Gives the headers that carry the calling thread's current span to a server, such as {@code
   * traceparent} of the W3C.
   */
  void inject(BiConsumer<String, String> headers);

  /**
   * Adds an attribute to the calling thread's current span, if that is one of this tracer. Called
   * by lookups; must be cheap where no span is current.
   */
  default void annotate(String name, String value) {}
}
