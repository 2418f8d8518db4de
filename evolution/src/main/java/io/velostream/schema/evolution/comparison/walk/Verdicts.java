// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.SchemaFormat;
import java.util.List;

/** The comparison of a format, which always ends with a result. */
public final class Verdicts {

  private Verdicts() {}

  /** The incompatibilities that a format finds; that it cannot tell, if it runs out of stack. */
  public static <S> List<Incompatibility> of(SchemaFormat<S> format, S reader, S writer) {
    try {
      return format.incompatibilities(reader, writer);
    } catch (StackOverflowError e) {
      return List.of(
          new Incompatibility("", "cannot tell: the schemas nest too deeply to be compared"));
    }
  }
}
