// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.List;

/**
 * What a registry says about the compatibility of a schema.
 *
 * @param isCompatible whether the schema may be registered
 * @param messages the reasons why not, in the registry's words; empty when not asked for
 */
public record CompatibilityVerdict(boolean isCompatible, List<String> messages) {

  public CompatibilityVerdict {
    messages = List.copyOf(messages);
  }
}
