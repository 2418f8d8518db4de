// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.access.AccessPolicy;
import io.velostream.schema.serde.access.AccessRequest;
import io.velostream.schema.serde.access.SchemaAccessDeniedException;
import io.velostream.schema.serde.config.AccessKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what one serializer or deserializer may do, by the configured patterns and policy, and
 * publishes denials. Safe for use by many threads.
 */
final class AccessControl {

  private final List<AccessPolicy> policies = new ArrayList<>();
  private final String clientId;
  private final boolean isKey;
  private final SchemaListener listener;

  /**
   * Creates the checks of a configuration.
   *
   * @param listener receives an event for each denial
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  AccessControl(SerdeConfig config, SchemaListener listener) {
    this.clientId = config.clientId();
    this.isKey = config.isKey();
    this.listener = listener;
    AccessPatterns patterns = new AccessPatterns(config);
    if (!patterns.isEmpty()) {
      policies.add(patterns);
    }
    AccessPolicy configured = config.configuredInstance(AccessKeys.POLICY, AccessPolicy.class);
    if (configured != null) {
      policies.add(configured);
    }
  }

  /** Whether nothing is restricted. */
  boolean permitsAll() {
    return policies.isEmpty();
  }

  /**
   * Checks one action.
   *
   * @param subject the subject; null if it is not known yet
   * @throws SchemaAccessDeniedException naming action, topic, subject and the reason, if it is
   *     denied
   */
  void require(AccessAction action, @Nullable String topic, @Nullable Subject subject) {
    if (permitsAll()) {
      return;
    }
    AccessRequest request =
        new AccessRequest(
            action, clientId, topic, subject == null ? null : subject.qualified(), isKey);
    for (AccessPolicy policy : policies) {
      String denial;
      try {
        denial = policy.denialOf(request);
      } catch (RuntimeException e) {
        throw denied(request, "the policy " + policy.getClass().getName() + " failed: " + e, e);
      }
      if (denial != null) {
        throw denied(request, denial, null);
      }
    }
  }

  private SchemaAccessDeniedException denied(
      AccessRequest request, String reason, @Nullable RuntimeException cause) {
    listener.onEvent(
        new SchemaEvent.AccessDenied(
            request.action().label(),
            request.clientId(),
            request.topic(),
            request.subject(),
            reason));
    return new SchemaAccessDeniedException(
        "client " + request.clientId() + " may not " + request + ": " + reason, cause);
  }
}
