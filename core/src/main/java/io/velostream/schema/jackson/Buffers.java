// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/** Configures the buffer recycling of a JSON factory. */
public final class Buffers {

  private static final boolean HAS_POOLS = JacksonVersion.CORE >= 16;

  private Buffers() {}

  /**
   * Disables thread-local buffers, since threads may outlive the class loader: with Jackson 2.16 or
   * newer they are pooled by the factory, before that they are not recycled.
   */
  public static JsonFactoryBuilder withoutThreadLocals(JsonFactoryBuilder factory) {
    return HAS_POOLS
        ? Pools.apply(factory)
        : factory.disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING);
  }

  /** Needs Jackson 2.16. */
  private static final class Pools {
    static JsonFactoryBuilder apply(JsonFactoryBuilder factory) {
      return factory.recyclerPool(JsonRecyclerPools.newConcurrentDequePool());
    }
  }
}
