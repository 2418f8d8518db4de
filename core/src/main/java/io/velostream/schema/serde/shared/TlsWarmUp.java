// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.thread.DaemonThread;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the JVM's default TLS context in the background, which is the slowest part of the first
 * connection, while the configuring thread creates the codec.
 *
 * <p>The JDK's HTTP client needs the default context even for connections without TLS. Its creation
 * loads hundreds of classes and reads the trusted certificates.
 */
public final class TlsWarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(TlsWarmUp.class);
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private TlsWarmUp() {}

  /** Starts the warm-up, once in a JVM; returns immediately and never throws. */
  public static void start() {
    if (STARTED.compareAndSet(false, true)) {
      try {
        DaemonThread.of(new Connections(), "velostream-start").start();
      } catch (Throwable e) {
        LOG.debug("Could not start a thread; the first connection takes longer", e);
      }
    }
  }

  /** Not a lambda: linking a lambda takes longer than loading a class. */
  private static final class Connections implements Runnable {
    @Override
    public void run() {
      try {
        var unused = SSLContext.getDefault();
      } catch (GeneralSecurityException | RuntimeException | Error e) {
        LOG.debug("The default TLS context failed to load; the first connection will report it", e);
      }
    }
  }
}
