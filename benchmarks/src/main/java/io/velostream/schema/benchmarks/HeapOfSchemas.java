// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.benchmarks.process.RegistryProcess;
import io.velostream.schema.benchmarks.process.UsedHeap;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/** Measures the heap that 10,000 schemas of 4 KB take in a resolver, found by id and parsed. */
public final class HeapOfSchemas {

  private static final int SCHEMAS = 10_000;
  private static final int CHARACTERS = 4_096;

  private HeapOfSchemas() {}

  /** Prints the heap in use before and after; the registry is a process of its own. */
  public static void main(String... arguments) throws IOException {
    try (RegistryProcess registry = RegistryProcess.start(SCHEMAS, CHARACTERS);
        SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(RegistrySettings.of(URI.create(registry.url())))
                .build()) {
      var unused = resolver.parse(resolver.byId(SchemaId.of(1)), AvroFormat.INSTANCE);
      long before = UsedHeap.bytes();
      long text = 0;
      for (int id = 1; id <= SCHEMAS; id++) {
        RegisteredSchema schema = resolver.byId(SchemaId.of(id));
        unused = resolver.parse(schema, AvroFormat.INSTANCE);
        text += schema.definition().text().length();
      }
      long after = UsedHeap.bytes();
      System.out.printf(
          Locale.ROOT,
          "%d schemas: %.1f MB of heap, %.1f MB of text, %.1f MB beyond it; %s%n",
          SCHEMAS,
          (after - before) / 1e6,
          text / 1e6,
          (after - before - text) / 1e6,
          resolver.stats());
    }
  }
}
