// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.difference.SchemaDifference;

/** Writes differences as JSON. No state; safe for many threads. */
public final class DifferenceJson {

  private DifferenceJson() {}

  /**
   * Adds the members of a difference to an object: {@code kind}, {@code path}, {@code severity},
   * {@code sentence}, the severities {@code backward} and {@code forward}, and the {@code
   * references} that lead to it.
   */
  public static void write(ObjectNode object, SchemaDifference difference) {
    object.put("kind", difference.getClass().getSimpleName());
    object.put("path", difference.path());
    object.put("severity", difference.severity().name());
    object.put("sentence", difference.sentence());
    object.put("backward", difference.effect().backward().name());
    object.put("forward", difference.effect().forward().name());
    ArrayNode references = object.putArray("references");
    difference.references().forEach(each -> references.add(each.toString()));
  }
}
