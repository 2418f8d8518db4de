// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.config.SecurityKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.text.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Publishes which schemas one serializer or deserializer uses, and those that cannot be used. Safe
 * for use by many threads.
 */
final class BindingEvents {

  /** Messages of formats may show both schemas. */
  private static final int MAX_REASON_LENGTH = 2_000;

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

  /**
   * Publishes that a schema could not evolve, if that is what a failure says.
   *
   * @param subject the subject to write under; null if it was not known yet
   */
  void unwritable(@Nullable String topic, @Nullable Subject subject, Throwable failure) {
    if (isOfSchema(failure)) {
      publish(AccessAction.WRITE, topic, subject, null, null, failure);
    }
  }

  /**
   * Publishes that the schema of a record cannot be read, if that is what a failure says.
   *
   * @param schemas the schemas of writer and reader, if both were found, so that any failure is one
   *     of making a decoder for them; else null
   */
  void unreadable(@Nullable String topic, @Nullable ReadSchemas<?> schemas, Throwable failure) {
    if (schemas == null) {
      if (isOfSchema(failure)) {
        publish(AccessAction.READ, topic, null, null, null, failure);
      }
      return;
    }
    SubjectVersion at = schemas.registered().subjectVersion();
    Subject written = at == null ? null : at.subject();
    Subject subject = schemas.newestOf() == null ? written : schemas.newestOf();
    publish(AccessAction.READ, topic, subject, schemas.registered(), schemas.newest(), failure);
  }

  private static boolean isOfSchema(Throwable failure) {
    return failure instanceof IncompatibleSchemaException
        || failure instanceof InvalidSchemaException;
  }

  private void publish(
      AccessAction action,
      @Nullable String topic,
      @Nullable Subject subject,
      @Nullable RegisteredSchema schema,
      @Nullable RegisteredSchema reader,
      Throwable failure) {
    listener.onEvent(
        new SchemaEvent.EvolutionFailed(
            action.label(), clientId, topic, subject, schema, reader, reason(failure)));
  }

  private static String reason(Throwable failure) {
    return Excerpt.of(failure.getMessage(), MAX_REASON_LENGTH);
  }
}
