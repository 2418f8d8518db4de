// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The TLS settings of an {@code https} registry. Compared by value: equal objects must create equal
 * contexts, so an implementation compares its configuration. Safe for use by many threads.
 */
public interface Tls {

  /**
   * Creates a context with the current keys and certificates. May read files. A context that is
   * {@link AutoCloseable} is closed after its last connection.
   *
   * @throws RuntimeException when they cannot be read
   */
  SSLContext context();

  /** Protocols and cipher suites to offer on connections of {@code context}. */
  default SSLParameters parameters(SSLContext context) {
    return context.getDefaultSSLParameters();
  }

  /**
   * The state of the files of keys and certificates. While it is equal to an earlier state, the
   * context is not recreated. Called every few seconds; must not throw.
   */
  default Object state() {
    return this;
  }

  /** The TLS settings of the JVM: {@code javax.net.ssl.*} and its own certificates. */
  static Tls ofJvm() {
    return JvmTls.INSTANCE;
  }

  /** Creates settings with a fixed context, compared by that context. */
  static Tls of(SSLContext context) {
    return new FixedTls(context);
  }
}
