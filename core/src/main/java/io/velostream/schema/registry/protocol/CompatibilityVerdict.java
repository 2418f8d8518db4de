// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.List;

/**
 * The result of a compatibility test.
 *
 * @param isCompatible whether the schema may be registered
 * @param messages the registry's messages about incompatibilities; empty if not requested
 */
public record CompatibilityVerdict(boolean isCompatible, List<String> messages) {

  public CompatibilityVerdict {
    messages = List.copyOf(messages);
  }
}
