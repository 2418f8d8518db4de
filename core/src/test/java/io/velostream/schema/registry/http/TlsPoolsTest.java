// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.registry.Certificates;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.settings.Tls;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys and certificates that change while a client is in use. */
@Timeout(30)
class TlsPoolsTest {

  private final Certificates authority = new Certificates();
  private final EmbeddedSchemaRegistry registry =
      EmbeddedSchemaRegistry.builder()
          .tls(authority.context(authority.forHost("localhost")), true)
          .start();
  private final AtomicLong clock = new AtomicLong();
  private final ChangingTls tls = new ChangingTls();
  private RegistryClient client;

  private RegistryClient client() {
    client =
        RegistryClient.create(
            RegistrySettings.builder()
                .urls(List.of(URI.create(registry.url())))
                .tls(tls)
                .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
                .build(),
            SchemaListener.none(),
            clock::get);
    return client;
  }

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private SSLContext trusted() {
    return authority.context(authority.forHost("client"));
  }

  private static SSLContext stranger() {
    Certificates other = new Certificates();
    return other.context(other.forHost("client"));
  }

  @Test
  void takesOverChangedKeysWithoutARestart() {
    tls.change(stranger());
    client();
    assertThatThrownBy(() -> client.call(SchemaRequests.types()))
        .isInstanceOf(RegistryRejectedException.class);
    tls.change(trusted());
    pass(TlsPools.CHECK_INTERVAL.minusNanos(1));
    assertThatThrownBy(() -> client.call(SchemaRequests.types()))
        .isInstanceOf(RegistryRejectedException.class);

    pass(Duration.ofNanos(1));
    assertThat(client.call(SchemaRequests.types())).contains("AVRO");
  }

  @Test
  void letsTheOldConnectionsFinish() throws Exception {
    tls.change(trusted());
    client();
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().add(FaultRule.next(1, Fault.holdUntil(release)));
    CompletableFuture<List<String>> slow =
        client.send(SchemaRequests.types(), Duration.ofSeconds(20)).thenApply(List::copyOf);
    registry.awaitRequests(1, Duration.ofSeconds(10));
    tls.change(trusted());
    pass(TlsPools.CHECK_INTERVAL);

    assertThat(client.call(SchemaRequests.types())).contains("AVRO");
    assertThat(registry.connectionsOpened()).isEqualTo(2);
    release.countDown();
    assertThat(slow.join()).contains("AVRO");
  }

  @Test
  void keepsTheOldKeysWhileTheNewOnesCannotBeRead() {
    tls.change(trusted());
    client();
    tls.change(null);
    pass(TlsPools.CHECK_INTERVAL);

    assertThat(client.call(SchemaRequests.types())).contains("AVRO");
    tls.change(trusted());
    pass(TlsPools.CHECK_INTERVAL);
    assertThat(client.call(SchemaRequests.types())).contains("AVRO");
    assertThat(registry.connectionsOpened()).isEqualTo(2);
  }

  /** A context that tests change; null for one that cannot be read. */
  private static final class ChangingTls implements Tls {

    private volatile SSLContext context;
    private volatile int version;

    void change(SSLContext next) {
      context = next;
      version = version + 1;
    }

    @Override
    public SSLContext context() {
      if (context == null) {
        throw new IllegalStateException("half written");
      }
      return context;
    }

    @Override
    public Object state() {
      return version;
    }
  }
}
