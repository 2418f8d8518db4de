// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** The TLS settings of the JVM. */
enum JvmTls implements Tls {
  INSTANCE;

  @Override
  public SSLContext context() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JVM's own TLS settings (javax.net.ssl.*) fail", e);
    }
  }

  @Override
  public String toString() {
    return "JVM";
  }
}
