// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import java.io.Closeable;
import java.io.IOException;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.apache.kafka.common.security.auth.SslEngineFactory;

/**
 * Adapts Kafka's engine factories, which create engines only, to the TLS context that the JDK's
 * HTTP client requires. Closes the factory.
 */
final class KafkaSslContext extends SSLContext implements Closeable {

  private final SslEngineFactory factory;

  /**
   * Creates a context of a configured factory.
   *
   * @param identification the algorithm that checks the host's name, or empty for no check
   */
  KafkaSslContext(SslEngineFactory factory, String identification) {
    super(new Spi(factory, identification), new NoProvider(), "TLS");
    this.factory = factory;
  }

  @Override
  public void close() throws IOException {
    factory.close();
  }

  private static final class Spi extends SSLContextSpi {

    private static final String ANY_HOST = "localhost";

    private final SslEngineFactory factory;
    private final String identification;

    Spi(SslEngineFactory factory, String identification) {
      this.factory = factory;
      this.identification = identification;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new HostnameVerifyingSslEngine(
          factory.createClientSslEngine(host, port, identification), identification);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return engineCreateSSLEngine(ANY_HOST, -1);
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return engineCreateSSLEngine().getSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      SSLEngine engine = engineCreateSSLEngine();
      return new SSLParameters(engine.getSupportedCipherSuites(), engine.getSupportedProtocols());
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("the engine factory was configured already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw enginesOnly();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw enginesOnly();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      throw enginesOnly();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      throw enginesOnly();
    }

    private static UnsupportedOperationException enginesOnly() {
      return new UnsupportedOperationException("Kafka's engine factories give engines alone");
    }
  }

  /** The provider that every context must have; it is empty. */
  private static final class NoProvider extends Provider {

    private static final long serialVersionUID = 1L;

    NoProvider() {
      super("VeloStreamEngines", "1", "engines of Kafka's SslEngineFactory");
    }
  }
}
