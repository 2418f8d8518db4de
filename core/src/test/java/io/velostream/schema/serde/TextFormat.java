// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A schema language for tests. A schema is an Avro record without fields, so that any registry
 * takes it; its parsed form is the full text. A reader whose text contains {@code narrow} reads
 * only data of its own.
 */
public final class TextFormat implements SchemaFormat<String> {

  public static final String TYPE = "AVRO";

  /** How often two schemas were compared. */
  public final AtomicInteger comparisons = new AtomicInteger();

  public static String schema(String recordName) {
    return "{\"type\":\"record\",\"name\":\"" + recordName + "\",\"fields\":[]}";
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String parse(ResolvedSchema resolved) {
    return resolved.definition().text();
  }

  @Override
  public SchemaDefinition definition(String schema) {
    return SchemaDefinition.of(TYPE, schema);
  }

  @Override
  public boolean hasFingerprints() {
    return true;
  }

  @Override
  public long fingerprint(String schema) {
    return fingerprintOf(schema);
  }

  public static long fingerprintOf(String schema) {
    return 0x0102030405060708L ^ ((long) schema.hashCode() << Integer.SIZE);
  }

  @Override
  public String recordName(String schema) {
    int start = schema.indexOf("\"name\":\"") + 8;
    return schema.substring(start, schema.indexOf('"', start));
  }

  @Override
  public String flatten(ResolvedSchema resolved) {
    return resolved.definition().text();
  }

  @Override
  public List<Incompatibility> incompatibilities(String reader, String writer) {
    comparisons.incrementAndGet();
    return reader.contains("narrow") && !reader.equals(writer)
        ? List.of(new Incompatibility("", "too narrow"))
        : List.of();
  }
}
