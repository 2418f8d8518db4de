// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JVM do in the background what its first connection takes longest for, while the thread
 * that configures a serializer or deserializer makes its codec.
 *
 * <p>The JDK's HTTP client takes the JVM's default context of TLS, also for connections without
 * TLS. To make that loads hundreds of classes and reads the trusted certificates.
 */
public final class ColdStart {

  private static final Logger LOG = LoggerFactory.getLogger(ColdStart.class);
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private ColdStart() {}

  /** Begins it, once in a JVM; returns at once and never throws. */
  public static void begin() {
    if (BEGUN.compareAndSet(false, true)) {
      try {
        Thread thread = new Thread(new Connections(), "velostream-start");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
      } catch (Throwable e) {
        LOG.debug("No thread could be had; the first connection takes longer", e);
      }
    }
  }

  /** No lambda: to link one takes longer than to load a class. */
  private static final class Connections implements Runnable {
    @Override
    public void run() {
      try {
        var unused = SSLContext.getDefault();
      } catch (GeneralSecurityException | RuntimeException | Error e) {
        LOG.debug("There is no default context of TLS; the first connection will tell", e);
      }
    }
  }
}
