// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which generator makes the schemas of classes. */
public enum GeneratorKind {
  /** The library that other serializers use: the same class, the same schema. */
  COMPATIBLE,

  /** Our own: what is written of a class, its schema admits. */
  STRICT;

  /** What configuration calls this. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What configuration calls the generators. */
  public static List<String> keys() {
    return Stream.of(values()).map(GeneratorKind::key).toList();
  }

  /** The generator that configuration calls so. */
  public static GeneratorKind ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
