// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of a struct that may contain itself. Conversions refer to it before its own steps
 * are compiled; the steps are set once, before another thread sees it.
 */
final class Deferred<P> {

  private @Nullable P steps;

  private Deferred() {}

  /** The compiled steps. */
  P steps() {
    return Objects.requireNonNull(steps, "the steps are still being compiled");
  }

  /** The options of one compilation, and the structs that it has met. */
  static final class Context<P> {

    private final JsonOptions options;
    private final IdentityHashMap<Schema, Deferred<P>> structs = new IdentityHashMap<>();

    Context(JsonOptions options) {
      this.options = options;
    }

    JsonOptions options() {
      return options;
    }

    /**
     * Compiles a struct at its first place.
     *
     * @param compiler compiles it
     * @param reference makes the steps of a place where it stands again
     */
    P once(Schema struct, Supplier<P> compiler, Function<Deferred<P>, P> reference) {
      Deferred<P> known = structs.get(struct);
      if (known != null) {
        return reference.apply(known);
      }
      Deferred<P> deferred = new Deferred<>();
      structs.put(struct, deferred);
      P compiled = compiler.get();
      deferred.steps = compiled;
      return compiled;
    }
  }
}
