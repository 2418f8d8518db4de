// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import io.velostream.schema.evolution.difference.Place;
import java.util.Objects;

/**
 * What a transformer does at one place.
 *
 * @param path the path in the new schema, as {@link Place} describes it; for {@link
 *     ConversionKind#DROPPED} that in the old schema
 * @param kind what kind of conversion it is
 * @param sentence what is done, or why it cannot be done and what the user may supply, without a
 *     full stop
 */
public record Conversion(String path, ConversionKind kind, String sentence) {

  public Conversion {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(sentence, "sentence");
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "the root" : path) + ": " + sentence;
  }
}
