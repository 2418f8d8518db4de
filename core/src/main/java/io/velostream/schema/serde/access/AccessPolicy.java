// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.access;

import org.jspecify.annotations.Nullable;

/**
 * Decides what clients may do. Named by {@code schema.access.policy}, with a public constructor
 * without parameters; may be {@code Configurable}, with the configuration of the client.
 *
 * <p>Asked when a serializer or deserializer binds a topic to a schema, not for each record: first
 * with the topic alone, before any request to the registry, and again with the subject when it is
 * known. Called by many threads; must be fast.
 */
@FunctionalInterface
public interface AccessPolicy {

  /**
   * Decides about one request.
   *
   * @return why it is denied, for the message of the exception; null to permit it. An exception
   *     denies it as well
   */
  @Nullable String denialOf(AccessRequest request);
}
