// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The subject that the registry associates with the topic, and where it associates none, the one
 * that {@code subject.name.strategy.fallback.type} says. Known by Confluent's class name, too. The
 * default, with one difference: a deserializer for which it is not configured asks for the subject
 * only if it needs one to find the reader's schema, not for the registry context of the topic.
 *
 * <p>The registry is asked once for each topic, and its answer is kept by the resolver, which
 * serializers and deserializers with equal connection settings share. That there is no association,
 * or that the registry does not serve associations, is kept too, all of it also in the snapshot.
 * While the registry is unavailable, what the snapshot says counts, until the registry can be
 * asked; where it says nothing, no subject is named, so that the subject of a topic does not depend
 * on an outage.
 *
 * <p>Only serializers and deserializers of this library can use it, as it needs their registry.
 */
public final class AssociatedNameStrategy implements SubjectNameStrategy {

  /**
   * Names none: a serializer or deserializer asks its registry in place of this.
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
