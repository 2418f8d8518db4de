// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.SchemaCanonicalizer;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.IdentityCheck;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects and reports responses that conflict with a cached immutable answer: a content has another
 * id, or a version has another schema or no longer exists. Causes are a rebuilt registry, a
 * permanent deletion, or another registry at the same URL. Safe for use by many threads.
 */
final class ConflictDetector {

  private static final Logger LOG = LoggerFactory.getLogger(ConflictDetector.class);

  private final IdentityCheck check;
  private final Consumer<SchemaEvent> publish;

  ConflictDetector(IdentityCheck check, Consumer<SchemaEvent> publish) {
    this.check = check;
    this.publish = publish;
  }

  /** Returns whether two answers to one key cannot both come from the same registry. */
  static boolean areConflicting(SchemaKey key, RegisteredSchema before, RegisteredSchema received) {
    if (key.isByContent()) {
      return idsDiffer(before, received);
    }
    if (key instanceof SchemaKey.ByGuid) {
      return !SchemaCanonicalizer.fingerprint(before)
          .equals(SchemaCanonicalizer.fingerprint(received));
    }
    return before.subjectVersion() != null
        && before.subjectVersion().equals(received.subjectVersion())
        && idsDiffer(before, received);
  }

  private static boolean idsDiffer(RegisteredSchema before, RegisteredSchema received) {
    return (before.id() != null && received.id() != null && !before.id().equals(received.id()))
        || (before.guid() != null
            && received.guid() != null
            && !before.guid().equals(received.guid()));
  }

  /**
   * Reports a response that conflicts with the cached answer.
   *
   * @param isFirstTime whether this conflict was not reported before
   * @return why the response is refused; null if it is accepted
   */
  @Nullable SchemaIdentityException reportConflict(
      SchemaKey key, RegisteredSchema before, RegisteredSchema received, boolean isFirstTime) {
    boolean isRefused = check == IdentityCheck.FAIL;
    String message =
        describePrevious(key, before)
            + ", and the registry now says "
            + describe(received)
            + ". "
            + advice();
    if (isFirstTime) {
      LOG.error("{}: {}", isRefused ? "Refused an answer" : "Accepted an answer", message);
      publish.accept(
          new SchemaEvent.AnswerChanged(subject(key, before), before, received, isRefused));
    }
    SchemaId id = before.id() != null ? before.id() : received.id();
    return isRefused && id != null ? new SchemaIdentityException(message, id) : null;
  }

  /**
   * Reports that the registry no longer has a cached schema. Returns why it is not used for
   * writing.
   */
  @Nullable SchemaIdentityException reportMissing(
      SchemaKey key, RegisteredSchema before, SchemaException cause, boolean isFirstTime) {
    String message =
        describePrevious(key, before)
            + ", and the registry does not have it any more ("
            + cause.getMessage()
            + "). "
            + advice();
    if (isFirstTime) {
      LOG.error("An answer is no longer used for writing: {}", message);
      publish.accept(
          new SchemaEvent.AnswerChanged(
              subject(key, before), before, null, check == IdentityCheck.FAIL));
    }
    SchemaId id = before.id();
    return id == null ? null : new SchemaIdentityException(message, id);
  }

  private static String describePrevious(SchemaKey key, RegisteredSchema before) {
    return "\"" + LookupRequests.of(key) + "\" was answered with " + describe(before);
  }

  private static String describe(RegisteredSchema schema) {
    StringBuilder text = new StringBuilder();
    text.append(schema.id() == null ? "no id" : schema.id());
    if (schema.guid() != null) {
      text.append(", GUID ").append(schema.guid());
    }
    if (schema.subjectVersion() != null) {
      text.append(", ").append(schema.subjectVersion());
    }
    return text.toString();
  }

  /** The subject of the schema; null if neither the key nor the answer has one. */
  private static @Nullable Subject subject(SchemaKey key, RegisteredSchema before) {
    Subject subject = key.subjectOrNull();
    return subject == null && before.subjectVersion() != null
        ? before.subjectVersion().subject()
        : subject;
  }

  private String advice() {
    return "It was rebuilt, the subject was deleted for good, or another registry answers at this"
        + " URL. "
        + (check == IdentityCheck.FAIL
            ? "If that is meant, stop the process, remove its snapshot folder if it has one, and"
                + " start it again, or set schema.identity.check=warn to accept its answers"
            : "It is accepted, as schema.identity.check=warn");
  }
}
