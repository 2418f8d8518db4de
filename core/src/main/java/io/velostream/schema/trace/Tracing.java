// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.trace;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tracer of this JVM. Without one, nothing is traced. Safe for use by many threads. */
public final class Tracing {

  private static final SchemaTracer NONE = new NoTracer();

  private static volatile SchemaTracer tracer = NONE;

  private Tracing() {}

  /** Installs a tracer in place of the last one; null for none. */
  public static void install(@Nullable SchemaTracer installed) {
    tracer = installed == null ? NONE : installed;
  }

  /** The installed tracer. */
  public static SchemaTracer tracer() {
    return tracer;
  }

  /** Traces nothing, and allocates nothing. */
  private static final class NoTracer implements SchemaTracer, SchemaSpan {

    @Override
    public SchemaSpan start(String name) {
      return this;
    }

    @Override
    public void inject(BiConsumer<String, String> headers) {
      // There is no span.
    }

    @Override
    public SchemaSpan with(String name, @Nullable Object value) {
      return this;
    }

    @Override
    public <T> T around(Supplier<T> work) {
      return work.get();
    }

    @Override
    public void end(@Nullable Throwable failure) {
      // There is no span.
    }
  }
}
