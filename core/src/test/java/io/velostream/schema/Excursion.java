// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.util.function.Consumer;

/** What an application does with this library, from the start to the end; takes a URL. */
public final class Excursion implements Consumer<String> {

  @Override
  public void accept(String url) {
    try (SchemaResolver resolver =
        SchemaResolver.builder().registry(RegistrySettings.of(URI.create(url))).build()) {
      resolver.resolve(resolver.byId(SchemaId.of(1)));
      resolver.health();
      try {
        resolver.latest(Subject.of("broken"));
      } catch (RegistryUnavailableException e) {
        resolver.health();
      }
    }
  }
}
