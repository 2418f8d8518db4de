// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.kafka;

import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.jspecify.annotations.Nullable;

/** Records the first fault of a node; outside of tests, a fatal one would end the process. */
final class FirstFault implements FaultHandlerFactory {

  private final AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();

  @Override
  public FaultHandler build(String name, boolean isFatal, Runnable action) {
    return (message, cause) -> {
      RuntimeException fault = new IllegalStateException(name + ": " + message, cause);
      first.compareAndSet(null, fault);
      return fault;
    };
  }

  void rethrow() {
    RuntimeException fault = first.get();
    if (fault != null) {
      throw fault;
    }
  }
}
