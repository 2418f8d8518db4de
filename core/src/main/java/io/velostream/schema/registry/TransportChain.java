// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.util.List;

/** Draws the chain that carries every request of one client. */
final class TransportChain {

  private TransportChain() {}

  /**
   * The chain, outermost first. Each link has one duty and knows only the next one:
   *
   * <pre>
   * Retry      repeats what may succeed later                       (place: outermost, here)
   * Failover   chooses the endpoint, goes on to the next one
   *   Breaker  one for each endpoint: gives up on it for a while    (place: around {@link #endpoint})
   *   Auth     one for each endpoint: adds credentials              (place: around {@link #endpoint})
   *   Http     one for each endpoint: connections, time-outs
   * </pre>
   *
   * @throws IllegalArgumentException when a header of the settings cannot be sent
   */
  static Transport draw(
      RegistrySettings settings, HttpConnections connections, TrafficLog traffic) {
    List<Transport> endpoints =
        settings.urls().stream().map(url -> endpoint(url, settings, connections, traffic)).toList();
    return new FailoverTransport(endpoints);
  }

  private static Transport endpoint(
      URI url, RegistrySettings settings, HttpConnections connections, TrafficLog traffic) {
    return new HttpTransport(url, settings, connections, traffic);
  }
}
