// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lookup that gets no response before its deadline, and the lookup after it. */
@Timeout(60)
class UnresponsiveLookupTest {

  private static final String BODY_NEVER_COMES =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[";

  private static RegistrySettings.Builder settings(int request, int lookup, URI... urls) {
    return RegistrySettings.builder()
        .urls(List.of(urls))
        .requestTimeout(Duration.ofMillis(request))
        .lookupTimeout(Duration.ofMillis(lookup));
  }

  /** Loads the classes of a lookup, which would take a large part of its short time. */
  @BeforeAll
  static void loadClasses() throws IOException {
    try (SilentServer mute = SilentServer.mute()) {
      var unused = phasesAtTheEnd(settings(100, 200, mute.url()).build());
    }
  }

  /** The phase of each breaker at the moment at which whoever waits for a lookup is told. */
  private static List<Phase> phasesAtTheEnd(RegistrySettings settings) {
    try (RegistryClient client = RegistryClient.create(settings, SchemaListener.none())) {
      return client
          .send(SchemaRequests.types(), settings.lookupTimeout())
          .handle((types, failure) -> phases(client))
          .join();
    }
  }

  private static List<Phase> phases(RegistryClient client) {
    return client.breakers().stream().map(BreakerState::phase).toList();
  }

  @Test
  void findsTheBreakerOpenWithTheDefaultTimes() throws IOException {
    try (SilentServer mute = SilentServer.mute()) {
      assertThat(phasesAtTheEnd(RegistrySettings.of(mute.url()))).containsExactly(Phase.OPEN);
    }
  }

  @ParameterizedTest
  @CsvSource({"500,1000", "1000,1000", "700,1000", "400,1000"})
  void findsTheBreakerOpenWhateverPartOfTheLookupOneCallMayTake(int request, int lookup)
      throws IOException {
    try (SilentServer mute = SilentServer.mute()) {
      assertThat(phasesAtTheEnd(settings(request, lookup, mute.url()).build()))
          .containsExactly(Phase.OPEN);
    }
  }

  @Test
  void findsTheBreakerOpenWhenTheBodyNeverComes() throws IOException {
    try (SilentServer mute = SilentServer.answering(BODY_NEVER_COMES, false)) {
      assertThat(phasesAtTheEnd(settings(500, 1000, mute.url()).build()))
          .containsExactly(Phase.OPEN);
    }
  }

  @Test
  void findsTheBreakerOpenWhenTheTlsHandshakeIsNeverAnswered() throws IOException {
    try (SilentServer mute = SilentServer.mute()) {
      URI url = URI.create(mute.url().toString().replace("http:", "https:"));

      assertThat(phasesAtTheEnd(settings(500, 1000, url).build())).containsExactly(Phase.OPEN);
    }
  }

  @Test
  void findsBothBreakersOpenWhenBothUrlsAreMute() throws IOException {
    try (SilentServer one = SilentServer.mute();
        SilentServer two = SilentServer.mute()) {
      assertThat(phasesAtTheEnd(settings(5000, 1000, one.url(), two.url()).build()))
          .containsExactly(Phase.OPEN, Phase.OPEN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesAMuteUrlAloneBesideOneThatAnswers(boolean isMuteFirst) throws IOException {
    try (SilentServer mute = SilentServer.mute();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      URI url = URI.create(registry.url());
      URI[] urls = isMuteFirst ? new URI[] {mute.url(), url} : new URI[] {url, mute.url()};
      try (RegistryClient client =
          RegistryClient.create(settings(2000, 2000, urls).build(), SchemaListener.none())) {
        assertThat(client.call(SchemaRequests.types())).contains("AVRO");
        int connections = mute.accepted();
        assertThat(client.call(SchemaRequests.types())).contains("AVRO");

        assertThat(mute.accepted()).isEqualTo(connections).isEqualTo(isMuteFirst ? 1 : 0);
        assertThat(phases(client))
            .containsExactly(isMuteFirst ? Phase.OPEN : Phase.CLOSED, Phase.CLOSED);
      }
    }
  }

  @Test
  void failsAtOnceAfterSeveralLookupsAtATimeWithoutAnyAnswer() throws IOException {
    RegistrySettings settings;
    try (SilentServer mute = SilentServer.mute()) {
      settings = settings(500, 1000, mute.url()).build();
      try (RegistryClient client = RegistryClient.create(settings, SchemaListener.none())) {
        List<CompletableFuture<Phase>> ends =
            IntStream.range(0, 8)
                .mapToObj(
                    n ->
                        client
                            .send(SchemaRequests.types(), settings.lookupTimeout())
                            .handle((types, failure) -> phases(client).get(0)))
                .toList();
        assertThat(ends).map(CompletableFuture::join).containsOnly(Phase.OPEN);
        int connections = mute.accepted();

        assertThatThrownBy(() -> client.call(SchemaRequests.types()))
            .isInstanceOf(RegistryUnavailableException.class)
            .hasMessageContaining("circuit breaker is open");
        assertThat(mute.accepted()).isEqualTo(connections);
      }
    }
  }

  @Test
  void staysWithASlowRegistryThatAnswers() {
    Queue<SchemaEvent> events = new ConcurrentLinkedQueue<>();
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        RegistryClient client =
            RegistryClient.create(
                settings(3000, 6000, URI.create(registry.url())).build(), events::add)) {
      registry.faults().always(Fault.delay(Duration.ofMillis(400)));
      for (int wave = 0; wave < 3; wave++) {
        List<CompletableFuture<List<String>>> answers =
            IntStream.range(0, 6)
                .mapToObj(n -> client.send(SchemaRequests.types(), Duration.ofSeconds(6)))
                .toList();
        assertThat(answers).map(CompletableFuture::join).allMatch(types -> types.contains("AVRO"));
      }

      assertThat(phases(client)).containsExactly(Phase.CLOSED);
      assertThat(events).noneMatch(event -> event instanceof SchemaEvent.BreakerChanged);
    }
  }
}
