// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A serializer and a deserializer with a resolver of their own, as a process has them.
 *
 * <p>The application follows the newest version of its subject, as {@code use.latest.version} says,
 * and does not ask for a newer one again while the demo runs: one that was started before a version
 * goes on in the one before.
 */
final class Application implements AutoCloseable {

  private static final Duration LONGER_THAN_THE_DEMO = Duration.ofDays(1);

  private final SchemaResolver resolver;
  private final ValueFormat.Ends ends;

  private Application(SchemaResolver resolver, ValueFormat.Ends ends) {
    this.resolver = resolver;
    this.ends = ends;
  }

  /** Starts an application, which reads the newest version of its subject at once. */
  static Application start(
      ValueFormat format, String registry, Subject subject, Map<String, Object> reading) {
    SchemaResolver resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry)))
            .cache(CacheSettings.DEFAULT.withLatestTtl(LONGER_THAN_THE_DEMO))
            .refresh(RefreshSettings.disabled())
            .build();
    resolver.latest(subject);
    Map<String, Object> writing =
        Map.of("auto.register.schemas", false, "use.latest.version", true);
    return new Application(resolver, format.open(resolver, writing, reading));
  }

  ValueFormat.Ends ends() {
    return ends;
  }

  @Override
  public void close() {
    ends.close();
    resolver.close();
  }
}
