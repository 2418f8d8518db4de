// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/**
 * Names the registry context that the schemas of a topic live in, for {@code
 * context.name.strategy}. Schema ids are unique within a context only.
 *
 * <p>The class has a public constructor without arguments and is safe for use by many threads. It
 * is called once for each topic, not for each record.
 */
@FunctionalInterface
public interface ContextNameStrategy {

  /**
   * The context of {@code topic}, with or without its leading dot; null for the one that the
   * subject names, which by default is the default context.
   */
  @Nullable String contextName(String topic);
}
