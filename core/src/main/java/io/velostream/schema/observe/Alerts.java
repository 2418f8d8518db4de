// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.observe.Alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes alerts of events. */
final class Alerts {

  /** All kinds. */
  static final Set<String> KINDS =
      Set.of(
          "access-denied",
          "answer-changed",
          "breaker-changed",
          "breaker-closed",
          "dead-letter",
          "evolution-failed",
          "hit-rate-low",
          "hit-rate-recovered",
          "identity-mismatch",
          "latest-version-reverted",
          "reference-cycle",
          "registration-refused",
          "registry-recovered",
          "registry-unavailable",
          "resolution-failed",
          "resolution-slow",
          "rollout-changed",
          "rollout-rolled-back",
          "snapshot-rolled-back",
          "snapshot-unusable",
          "url-reachable",
          "url-unreachable",
          "value-reduced");

  private static final double PERCENT = 100;

  private Alerts() {}

  /** The alert of an event; null if the event is normal operation. */
  static @Nullable Alert of(SchemaEvent event) {
    if (event instanceof SchemaEvent.DegradedChanged degraded) {
      return of(degraded);
    } else if (event instanceof SchemaEvent.BreakerChanged breaker) {
      return of(breaker);
    } else if (event instanceof SchemaEvent.ReachabilityChanged reachability) {
      return of(reachability);
    } else if (event instanceof SchemaEvent.IdentityChanged identity) {
      return of(identity);
    } else if (event instanceof SchemaEvent.AnswerChanged answer) {
      return of(answer);
    } else if (event instanceof SchemaEvent.LatestMoved moved) {
      return of(moved);
    } else if (event instanceof SchemaEvent.SnapshotLeft snapshotLeft) {
      return of(snapshotLeft);
    } else if (event instanceof SchemaEvent.SnapshotRolledBack rolledBack) {
      return of(rolledBack);
    } else if (event instanceof SchemaEvent.ResolutionFailed failed) {
      return of(failed);
    } else if (event instanceof SchemaEvent.ResolutionSlow slow) {
      return of(slow);
    } else if (event instanceof SchemaEvent.HitRateChanged hitRate) {
      return of(hitRate);
    } else if (event instanceof SchemaEvent.EvolutionFailed evolution) {
      return ClientAlerts.of(evolution);
    } else if (event instanceof SchemaEvent.RegistrationRefused refused) {
      return ClientAlerts.of(refused);
    } else if (event instanceof SchemaEvent.ValueReduced reduced) {
      return ClientAlerts.of(reduced);
    } else if (event instanceof SchemaEvent.RolloutChanged rollout) {
      return ClientAlerts.of(rollout);
    } else if (event instanceof SchemaEvent.DeadLetterWritten letter) {
      return ClientAlerts.of(letter);
    } else if (event instanceof SchemaEvent.AccessDenied denied) {
      return ClientAlerts.of(denied);
    }
    return null; // RegistryCalled, SchemaLoaded, SchemaRegistered
  }

  private static Alert of(SchemaEvent.DegradedChanged event) {
    String since = event.since().toString();
    return event.isDegraded()
        ? new Alert(
            "registry-unavailable",
            Severity.WARNING,
            "registry",
            "The registry is unavailable; known schemas are served from memory",
            details("since", since))
        : new Alert(
            "registry-recovered",
            Severity.RECOVERY,
            "registry",
            "The registry is available again, after an outage since " + since,
            details("since", since));
  }

  private static Alert of(SchemaEvent.BreakerChanged event) {
    Map<String, Object> details = details("endpoint", event.endpoint());
    details.put("from", event.from().name());
    details.put("to", event.to().name());
    details.put("until", event.until() == null ? null : event.until().toString());
    return new Alert(
        event.to() == Phase.CLOSED ? "breaker-closed" : "breaker-changed",
        event.to() == Phase.CLOSED ? Severity.RECOVERY : Severity.WARNING,
        event.endpoint(),
        "The circuit breaker of "
            + event.endpoint()
            + " went from "
            + event.from()
            + " to "
            + event.to(),
        details);
  }

  private static Alert of(SchemaEvent.ReachabilityChanged event) {
    Map<String, Object> details = details("endpoint", event.endpoint());
    details.put("since", event.since().toString());
    details.put("reason", event.reason());
    return event.isReachable()
        ? new Alert(
            "url-reachable",
            Severity.RECOVERY,
            event.endpoint(),
            "The registry at "
                + event.endpoint()
                + " answers again; it did not since "
                + event.since(),
            details)
        : new Alert(
            "url-unreachable",
            Severity.WARNING,
            event.endpoint(),
            "The registry at " + event.endpoint() + " does not answer: " + event.reason(),
            details);
  }

  private static Alert of(SchemaEvent.IdentityChanged event) {
    Map<String, Object> details = details("id", event.id().toString());
    details.put("refused", event.isRefused());
    return new Alert(
        "identity-mismatch",
        Severity.CRITICAL,
        event.id().toString(),
        "The registry gives another schema for "
            + event.id()
            + " than before; its answer is "
            + (event.isRefused() ? "refused" : "accepted"),
        details);
  }

  private static Alert of(SchemaEvent.AnswerChanged event) {
    Map<String, Object> details =
        details("subject", event.subject() == null ? null : event.subject().qualified());
    details.put("schema", event.before().name());
    details.put("refused", event.isRefused());
    return new Alert(
        "answer-changed",
        Severity.CRITICAL,
        event.before().name(),
        "The registry "
            + (event.now() == null
                ? "no longer has " + event.before().name()
                : "gives another answer for " + event.before().name() + " than before")
            + "; it was rebuilt, or the subject was deleted",
        details);
  }

  private static @Nullable Alert of(SchemaEvent.LatestMoved event) {
    if (event.to() >= event.from()) {
      return null;
    }
    Map<String, Object> details = details("subject", event.subject().qualified());
    details.put("from", event.from());
    details.put("to", event.to());
    return new Alert(
        "latest-version-reverted",
        Severity.WARNING,
        event.subject().qualified(),
        "The newest version of "
            + event.subject()
            + " went back from "
            + event.from()
            + " to "
            + event.to()
            + "; versions were deleted or lost",
        details);
  }

  private static Alert of(SchemaEvent.SnapshotLeft event) {
    return new Alert(
        "snapshot-unusable",
        Severity.WARNING,
        event.file(),
        "The snapshot " + event.file() + " is not used: " + event.reason(),
        details("file", event.file()));
  }

  private static Alert of(SchemaEvent.SnapshotRolledBack event) {
    Map<String, Object> details = details("file", event.file());
    details.put("generation", event.generation());
    details.put("seenGeneration", event.seenGeneration());
    return new Alert(
        "snapshot-rolled-back",
        Severity.WARNING,
        event.file(),
        "The snapshot "
            + event.file()
            + " is an old one that was put back: it has generation "
            + event.generation()
            + ", and this host has seen "
            + event.seenGeneration(),
        details);
  }

  private static Alert of(SchemaEvent.ResolutionFailed event) {
    Map<String, Object> details = details("schema", event.schema());
    details.put("reason", event.reason().name());
    details.put("path", event.path());
    return new Alert(
        event.reason() == Reason.CYCLE ? "reference-cycle" : "resolution-failed",
        Severity.CRITICAL,
        event.schema(),
        "The references of "
            + event.schema()
            + " cannot be resolved ("
            + event.reason()
            + "): "
            + String.join(" -> ", event.path()),
        details);
  }

  private static Alert of(SchemaEvent.ResolutionSlow event) {
    Map<String, Object> details = details("schema", event.schema());
    details.put("schemas", event.schemas());
    details.put("durationMillis", event.duration().toMillis());
    details.put("limitMillis", event.limit().toMillis());
    return new Alert(
        "resolution-slow",
        Severity.WARNING,
        event.schema(),
        "Resolving the references of "
            + event.schema()
            + " took "
            + event.duration().toMillis()
            + " ms, longer than "
            + event.limit().toMillis()
            + " ms",
        details);
  }

  private static Alert of(SchemaEvent.HitRateChanged event) {
    Map<String, Object> details = details("hitRate", event.hitRate());
    details.put("limit", event.limit());
    details.put("lookups", event.lookups());
    String rate = Math.round(event.hitRate() * PERCENT) + " %";
    return event.isLow()
        ? new Alert(
            "hit-rate-low",
            Severity.WARNING,
            "cache",
            "Only " + rate + " of " + event.lookups() + " lookups were answered from memory",
            details)
        : new Alert(
            "hit-rate-recovered",
            Severity.RECOVERY,
            "cache",
            rate + " of " + event.lookups() + " lookups were answered from memory again",
            details);
  }

  static @Nullable Integer id(@Nullable RegisteredSchema schema) {
    return schema == null || schema.id() == null ? null : schema.id().value();
  }

  /** A modifiable map with one entry. */
  static Map<String, Object> details(String name, @Nullable Object value) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put(name, value);
    return details;
  }
}
