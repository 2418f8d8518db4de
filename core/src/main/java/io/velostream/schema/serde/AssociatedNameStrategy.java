// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The subject that the registry associates with the topic; if there is none, the one of {@code
 * subject.name.strategy.fallback.type}. Confluent's class name is an alias. The default, with one
 * difference: a deserializer for which it is not configured asks for the subject only if it needs
 * one to find the reader's schema, not for the registry context of the topic.
 *
 * <p>One request is made for each topic. The resolver, which serializers and deserializers with
 * equal connection settings share, caches the answer, also if there is no association or the
 * registry does not serve associations. The snapshot holds these answers too. While the registry is
 * unavailable, the answer of the snapshot is used; without one, no subject is named, so that the
 * subject of a topic does not depend on an outage.
 *
 * <p>Only serializers and deserializers of this library can use it, as it needs their registry.
 */
public final class AssociatedNameStrategy implements SubjectNameStrategy {

  /**
   * Always fails: serializers and deserializers ask their registry instead of calling this.
   *
   * @throws SerializationException always
   */
  @Override
  public String subjectName(String topic, boolean isKey, @Nullable String recordName) {
    throw new SerializationException(
        getClass().getName()
            + " names subjects only within a serializer or deserializer, which has a registry to"
            + " ask");
  }
}
