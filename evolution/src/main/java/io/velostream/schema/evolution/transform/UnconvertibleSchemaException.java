// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Records of one schema cannot be transformed into another one without more information. */
public final class UnconvertibleSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  private final transient List<Conversion> obstacles;

  UnconvertibleSchemaException(List<Conversion> obstacles) {
    super(message(obstacles));
    this.obstacles = List.copyOf(obstacles);
  }

  private static String message(List<Conversion> obstacles) {
    return "records cannot be transformed: "
        + obstacles.stream()
            .limit(NAMED)
            .map(Conversion::toString)
            .collect(Collectors.joining("; "))
        + (obstacles.size() > NAMED ? "; and " + (obstacles.size() - NAMED) + " more" : "");
  }

  /** The places for which the user has to supply a function; empty after deserialization. */
  public List<Conversion> obstacles() {
    return obstacles == null ? List.of() : new ArrayList<>(obstacles);
  }
}
