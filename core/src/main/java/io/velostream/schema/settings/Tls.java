// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * How connections to an {@code https} registry are secured. A value: two that are equal are taken
 * to give equal contexts, so an implementation compares by what it was configured with. Safe for
 * use by many threads.
 */
public interface Tls {

  /**
   * A context from the keys and certificates as they are now. May read files. One that is {@link
   * AutoCloseable} is closed after its last connection.
   *
   * @throws RuntimeException when they cannot be read
   */
  SSLContext context();

  /** Protocols and cipher suites to offer on connections of {@code context}. */
  default SSLParameters parameters(SSLContext context) {
    return context.getDefaultSSLParameters();
  }

  /**
   * The state of the files that contexts are made from: while it is equal to an earlier one, a new
   * context would be equal to the earlier one too. Asked every few seconds; must not throw.
   */
  default Object state() {
    return this;
  }

  /** The TLS settings of the JVM: {@code javax.net.ssl.*} and its own certificates. */
  static Tls ofJvm() {
    return JvmTls.INSTANCE;
  }

  /** A context that never changes. Equal only to those of the same context. */
  static Tls of(SSLContext context) {
    return new FixedTls(context);
  }
}
