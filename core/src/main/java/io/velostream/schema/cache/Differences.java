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
 * Detects when the registry contradicts an immutable fact: a content has another id, a version is
 * another schema or is gone. The registry was then rebuilt, something was deleted permanently, or
 * another registry answers. Safe for use by many threads.
 */
final class Differences {

  private static final Logger log = LoggerFactory.getLogger(Differences.class);

  private final IdentityCheck check;
  private final Consumer<SchemaEvent> announce;

  Differences(IdentityCheck check, Consumer<SchemaEvent> announce) {
    this.check = check;
    this.announce = announce;
  }

  /** Whether two answers to one key cannot both be of one registry. */
  static boolean areContrary(SchemaKey key, RegisteredSchema before, RegisteredSchema now) {
    if (key.isByContent()) {
      return haveOtherIds(before, now);
    }
    if (key instanceof SchemaKey.ByGuid) {
      return !SchemaCanonicalizer.fingerprint(before).equals(SchemaCanonicalizer.fingerprint(now));
    }
    return before.subjectVersion() != null
        && before.subjectVersion().equals(now.subjectVersion())
        && haveOtherIds(before, now);
  }

  private static boolean haveOtherIds(RegisteredSchema before, RegisteredSchema now) {
    return (before.id() != null && now.id() != null && !before.id().equals(now.id()))
        || (before.guid() != null && now.guid() != null && !before.guid().equals(now.guid()));
  }

  /**
   * The registry contradicts what was known.
   *
   * @param isNews whether it is the first time that it says so
   * @return why it is refused; null when the new answer is to be taken
   */
  @Nullable SchemaIdentityException contradicted(
      SchemaKey key, RegisteredSchema before, RegisteredSchema now, boolean isNews) {
    boolean isRefused = check == IdentityCheck.FAIL;
    String message =
        said(key, before) + ", and the registry now says " + words(now) + ". " + advice();
    if (isNews) {
      log.error("{}: {}", isRefused ? "Refused an answer" : "Believed an answer", message);
      announce.accept(new SchemaEvent.AnswerChanged(subject(key, before), before, now, isRefused));
    }
    SchemaId id = before.id() != null ? before.id() : now.id();
    return isRefused && id != null ? new SchemaIdentityException(message, id) : null;
  }

  /** The registry does not have what it had; gives why nothing is to be written with it. */
  @Nullable SchemaIdentityException gone(
      SchemaKey key, RegisteredSchema before, SchemaException cause, boolean isNews) {
    String message =
        said(key, before)
            + ", and the registry does not have it any more ("
            + cause.getMessage()
            + "). "
            + advice();
    if (isNews) {
      log.error("Nothing more is written with an answer: {}", message);
      announce.accept(
          new SchemaEvent.AnswerChanged(
              subject(key, before), before, null, check == IdentityCheck.FAIL));
    }
    SchemaId id = before.id();
    return id == null ? null : new SchemaIdentityException(message, id);
  }

  private static String said(SchemaKey key, RegisteredSchema before) {
    return "\"" + LookupRequests.of(key) + "\" was answered with " + words(before);
  }

  private static String words(RegisteredSchema schema) {
    StringBuilder words = new StringBuilder();
    words.append(schema.id() == null ? "no id" : schema.id());
    if (schema.guid() != null) {
      words.append(", GUID ").append(schema.guid());
    }
    if (schema.subjectVersion() != null) {
      words.append(", ").append(schema.subjectVersion());
    }
    return words.toString();
  }

  /** Whose schema it is; null when neither the key nor the answer says so. */
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
                + " start it again, or set schema.identity.check=warn to believe the registry"
            : "It is believed, as schema.identity.check=warn");
  }
}
