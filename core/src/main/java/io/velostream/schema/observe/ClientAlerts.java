// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.observe.Alert.Severity;
import java.util.Map;

/** The alerts of what clients do: schemas, records, rollouts and access. */
final class ClientAlerts {

  private ClientAlerts() {}

  static Alert of(SchemaEvent.EvolutionFailed event) {
    Map<String, Object> details = Alerts.details("action", event.action());
    details.put("clientId", event.clientId());
    details.put("topic", event.topic());
    details.put("subject", event.subject() == null ? null : event.subject().qualified());
    details.put("schema", event.schema() == null ? null : event.schema().name());
    details.put("schemaId", Alerts.id(event.schema()));
    details.put("reader", event.reader() == null ? null : event.reader().name());
    details.put("readerId", Alerts.id(event.reader()));
    return new Alert(
        "evolution-failed",
        Severity.CRITICAL,
        String.valueOf(event.topic()),
        "Client "
            + event.clientId()
            + " cannot "
            + event.action()
            + " topic "
            + event.topic()
            + ": "
            + event.reason(),
        details);
  }

  static Alert of(SchemaEvent.RegistrationRefused event) {
    Map<String, Object> details = Alerts.details("subject", event.subject().qualified());
    details.put("type", event.definition().type());
    return new Alert(
        "registration-refused",
        Severity.WARNING,
        event.subject().qualified(),
        "A schema was not registered: " + event.reason(),
        details);
  }

  static Alert of(SchemaEvent.ValueReduced event) {
    Map<String, Object> details = Alerts.details("subject", event.subject().qualified());
    details.put("clientId", event.clientId());
    details.put("topic", event.topic());
    details.put("version", event.version());
    details.put("lost", event.lost());
    return new Alert(
        "value-reduced",
        Severity.WARNING,
        event.subject().qualified(),
        "Values are written in version "
            + event.version()
            + " of "
            + event.subject()
            + ", which cannot carry "
            + event.lost(),
        details);
  }

  static Alert of(SchemaEvent.RolloutChanged event) {
    Map<String, Object> details = Alerts.details("subject", event.subject());
    details.put("from", event.from());
    details.put("to", event.to());
    details.put("state", event.state());
    details.put("extent", event.extent());
    boolean isBack = event.state().equals("ROLLED_BACK");
    return new Alert(
        isBack ? "rollout-rolled-back" : "rollout-changed",
        isBack ? Severity.CRITICAL : Severity.WARNING,
        event.subject(),
        "The rollout of version "
            + event.to()
            + " of "
            + event.subject()
            + " is "
            + event.state()
            + " ("
            + event.extent()
            + "): "
            + event.reason(),
        details);
  }

  static Alert of(SchemaEvent.DeadLetterWritten event) {
    Map<String, Object> details = Alerts.details("topic", event.topic());
    details.put("partition", event.partition());
    details.put("offset", event.offset());
    details.put("deadLetterTopic", event.deadLetterTopic());
    details.put("exception", event.exception());
    return new Alert(
        "dead-letter",
        Severity.WARNING,
        event.topic(),
        "A record of "
            + event.topic()
            + " cannot be read and is in "
            + event.deadLetterTopic()
            + ": "
            + event.reason(),
        details);
  }

  static Alert of(SchemaEvent.AccessDenied event) {
    Map<String, Object> details = Alerts.details("action", event.action());
    details.put("clientId", event.clientId());
    details.put("topic", event.topic());
    details.put("subject", event.subject());
    return new Alert(
        "access-denied",
        Severity.WARNING,
        event.clientId() + " " + event.topic(),
        "Client "
            + event.clientId()
            + " may not "
            + event.action()
            + " topic "
            + event.topic()
            + ": "
            + event.reason(),
        details);
  }
}
