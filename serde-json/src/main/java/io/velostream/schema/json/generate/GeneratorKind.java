// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of schema generators. */
public enum GeneratorKind {
  /** The library that other serializers use: generates the same schemas as they do. */
  COMPATIBLE,

  /** Our own generator: schemas accept all JSON that is written for a class. */
  STRICT;

  /** The configuration value of this kind. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The configuration values of all kinds. */
  public static List<String> keys() {
    return Stream.of(values()).map(GeneratorKind::key).toList();
  }

  /** The kind of a configuration value. */
  public static GeneratorKind ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
