// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.SchemaResolver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The right to use a resolver until the lease is closed. Closing is idempotent. Safe for use by
 * many threads.
 *
 * @see SchemaResolvers#shared
 */
public final class ResolverLease implements AutoCloseable {

  private final SchemaResolver resolver;
  private final Runnable release;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  ResolverLease(SchemaResolver resolver, Runnable release) {
    this.resolver = resolver;
    this.release = release;
  }

  /** Creates a lease that does not close the resolver, which another owner does. */
  public static ResolverLease of(SchemaResolver resolver) {
    return new ResolverLease(resolver, () -> {});
  }

  /** The resolver. The lessee must not close it. */
  public SchemaResolver resolver() {
    return resolver;
  }

  /** Passes this lease to a new owner, and closes it if the creation of the owner fails. */
  public <T> T handTo(Function<ResolverLease, T> owner) {
    try {
      return owner.apply(this);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Releases the resolver, which is closed with its last lease. */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
