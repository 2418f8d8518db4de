// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/**
 * The settings of the resolution of references.
 *
 * @param maxDepth most levels below the root, at least 1
 * @param maxSchemas most schemas in one closure, at least 1
 * @param areResolved whether references are resolved; if not, a schema with references can be found
 *     and registered, but neither parsed nor flattened
 */
public record ReferenceSettings(int maxDepth, int maxSchemas, boolean areResolved) {

  /** Ten levels, a thousand schemas. */
  public static final ReferenceSettings DEFAULT = new ReferenceSettings(10, 1_000);

  /** Creates settings with resolution, within limits. */
  public ReferenceSettings(int maxDepth, int maxSchemas) {
    this(maxDepth, maxSchemas, true);
  }

  public ReferenceSettings {
    if (maxDepth < 1 || maxSchemas < 1) {
      throw new IllegalArgumentException(
          "reference limits count from 1, but depth is "
              + maxDepth
              + " and schemas is "
              + maxSchemas);
    }
  }
}
