// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.access;

import org.jspecify.annotations.Nullable;

/**
 * What a serializer or deserializer asks permission for.
 *
 * @param action what it is about to do
 * @param clientId the {@code client.id} of its Kafka client; "unnamed" if there is none
 * @param topic the topic of the record; null when the caller gave none
 * @param subject the subject with its context; null when it is not known yet
 * @param isKey whether the records are keys, not values
 */
public record AccessRequest(
    AccessAction action,
    String clientId,
    @Nullable String topic,
    @Nullable String subject,
    boolean isKey) {

  /** The request in words: "read topic orders with subject orders-value". */
  @Override
  public String toString() {
    return action.label()
        + " topic "
        + topic
        + (subject == null ? "" : " with subject " + subject)
        + (isKey ? " (keys)" : " (values)");
  }
}
