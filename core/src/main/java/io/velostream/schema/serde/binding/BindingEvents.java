// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.config.SecurityKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import org.jspecify.annotations.Nullable;

/**
 * Publishes which schemas one serializer or deserializer uses, and those that cannot be used. Safe
 * for use by many threads.
 */
final class BindingEvents {

  private final SchemaListener listener;
  private final String clientId;
  private final @Nullable String principal;
  private final boolean isKey;

  BindingEvents(SerdeConfig config, SchemaListener listener) {
    this.listener = listener;
    this.clientId = config.clientId();
    this.isKey = config.isKey();
    String userInfo = config.text(SecurityKeys.USER_INFO);
    this.principal = userInfo == null ? null : userInfo.substring(0, userEnd(userInfo));
  }

  /** The end of the user's name; the password follows the colon. */
  private static int userEnd(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0 ? userInfo.length() : colon;
  }

  /** Publishes that a topic is bound to a schema, unless it was bound to the same before. */
  void bound(
      AccessAction action,
      @Nullable String topic,
      @Nullable Subject subject,
      RegisteredSchema schema,
      @Nullable RegisteredSchema before) {
    if (!schema.equals(before)) {
      listener.onEvent(
          new SchemaEvent.SchemaBound(
              action.label(), clientId, principal, topic, isKey, subject, schema));
    }
  }

  /** Publishes that a schema could not evolve, if that is what a failure says. */
  void failed(AccessAction action, @Nullable String topic, Throwable failure) {
    if (failure instanceof IncompatibleSchemaException
        || failure instanceof InvalidSchemaException) {
      listener.onEvent(
          new SchemaEvent.EvolutionFailed(
              action.label(), clientId, topic, String.valueOf(failure.getMessage())));
    }
  }
}
