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

  /** A lease whose end changes nothing: the resolver is someone else's. */
  public static ResolverLease of(SchemaResolver resolver) {
    return new ResolverLease(resolver, () -> {});
  }

  /** The resolver; closed by who made it, never by who leases it. */
  public SchemaResolver resolver() {
    return resolver;
  }

  /** What the new owner makes of this lease, which is closed if making fails. */
  public <T> T handTo(Function<ResolverLease, T> owner) {
    try {
      return owner.apply(this);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Gives the resolver back; the last one to do so closes it. */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
