// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.text.Excerpt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written about an event.
 *
 * @param action what was done
 * @param facts further facts by name, in order; null values are left out
 */
record AuditRecord(String action, Map<String, @Nullable Object> facts) {

  /** The longest text of a refused schema. */
  private static final int MAX_SCHEMA_LENGTH = 100_000;

  /** The actions of requests that change something, by the first word of their description. */
  private static boolean changesRegistry(String call) {
    return call.startsWith("set ") || call.startsWith("delete ") || call.startsWith("register ");
  }

  /** The record of an event; null if it is not audited. */
  static @Nullable AuditRecord of(SchemaEvent event) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    if (event instanceof SchemaEvent.SchemaBound bound) {
      facts.put("clientId", bound.clientId());
      facts.put("principal", bound.principal());
      facts.put("topic", bound.topic());
      facts.put("isKey", bound.isKey());
      facts.put("subject", bound.subject() == null ? null : bound.subject().qualified());
      schema(facts, bound.schema());
      return new AuditRecord(bound.action(), facts);
    } else if (event instanceof SchemaEvent.AccessDenied denied) {
      facts.put("clientId", denied.clientId());
      facts.put("topic", denied.topic());
      facts.put("subject", denied.subject());
      facts.put("denied", denied.action());
      facts.put("reason", denied.reason());
      return new AuditRecord("denied", facts);
    } else if (event instanceof SchemaEvent.SchemaRegistered registered) {
      facts.put("subject", registered.subject().qualified());
      schema(facts, registered.schema());
      return new AuditRecord("registered", facts);
    } else if (event instanceof SchemaEvent.RegistrationRefused refused) {
      facts.put("subject", refused.subject().qualified());
      facts.put("type", refused.definition().type());
      facts.put("text", Excerpt.of(refused.definition().text(), MAX_SCHEMA_LENGTH));
      facts.put("references", references(refused.definition()));
      facts.put("reason", refused.reason());
      return new AuditRecord("registration-refused", facts);
    } else if (event instanceof SchemaEvent.RolloutChanged rollout) {
      facts.put("subject", rollout.subject());
      facts.put("from", rollout.from());
      facts.put("to", rollout.to());
      facts.put("state", rollout.state());
      facts.put("extent", rollout.extent());
      facts.put("reason", rollout.reason());
      return new AuditRecord("rollout", facts);
    } else if (event instanceof SchemaEvent.SchemaLoaded loaded) {
      schema(facts, loaded.schema());
      return new AuditRecord("loaded", facts);
    } else if (event instanceof SchemaEvent.ResolutionFailed failed) {
      facts.put("schema", failed.schema());
      facts.put("reason", failed.reason().name());
      facts.put("path", failed.path());
      return new AuditRecord("resolution-failed", facts);
    } else if (event instanceof SchemaEvent.EvolutionFailed evolution) {
      facts.put("clientId", evolution.clientId());
      facts.put("topic", evolution.topic());
      facts.put("failed", evolution.action());
      facts.put("reason", evolution.reason());
      return new AuditRecord("evolution-failed", facts);
    } else if (event instanceof SchemaEvent.DeadLetterWritten letter) {
      facts.put("topic", letter.topic());
      facts.put("partition", letter.partition());
      facts.put("offset", letter.offset());
      facts.put("deadLetterTopic", letter.deadLetterTopic());
      return new AuditRecord("dead-letter", facts);
    } else if (event instanceof SchemaEvent.RegistryCalled call && changesRegistry(call.call())) {
      facts.put("registry", call.endpoint());
      facts.put("request", call.call());
      facts.put("status", call.status());
      return new AuditRecord("requested", facts);
    }
    return null;
  }

  private static void schema(Map<String, @Nullable Object> facts, RegisteredSchema schema) {
    facts.put("schema", schema.name());
    facts.put("id", schema.id() == null ? null : schema.id().value());
    facts.put("guid", schema.guid() == null ? null : schema.guid().toString());
    facts.put("references", references(schema.definition()));
  }

  private static @Nullable Object references(SchemaDefinition definition) {
    return definition.references().isEmpty()
        ? null
        : definition.references().stream()
            .map(each -> each.subject() + ":" + each.version())
            .toList();
  }
}
