// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A registry, a resolver whose background work is done step by step, and its clock. */
public final class BackgroundWork implements AutoCloseable {

  public final AtomicLong now = new AtomicLong();
  public final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  public final SchemaResolver resolver;

  public BackgroundWork(RefreshSettings refresh, PrefetchSettings prefetch) {
    resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .refresh(refresh)
            .prefetch(prefetch)
            .nanoTime(now::get)
            .random(new SplittableRandom(7))
            .build();
  }

  public void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  public int step() {
    return resolver.runOnce(now.get());
  }

  /** Does the background's work, at one and the same moment, until something is so. */
  public void stepUntil(BooleanSupplier isSo) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!isSo.getAsBoolean() && System.nanoTime() - deadline < 0) {
      step();
      Thread.onSpinWait();
    }
    assertThat(isSo.getAsBoolean()).isTrue();
  }

  @Override
  public void close() {
    resolver.close();
    registry.close();
  }
}
