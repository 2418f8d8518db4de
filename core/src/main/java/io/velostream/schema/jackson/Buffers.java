// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/** Where the buffers of a factory are kept. */
public final class Buffers {

  private static final boolean HAS_POOLS = JacksonVersion.CORE >= 16;

  private Buffers() {}

  /**
   * Keeps the buffers of a factory out of the threads that use it, which may outlive its class
   * loader: in a pool of its own since Jackson 2.16, before that nowhere.
   */
  public static JsonFactoryBuilder apartFromThreads(JsonFactoryBuilder factory) {
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
