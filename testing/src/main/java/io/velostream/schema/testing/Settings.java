// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

/** The compatibility levels and modes of a registry. */
final class Settings {

  private final StoredSetting<CompatibilityLevel> compatibility =
      new StoredSetting<>(CompatibilityLevel.BACKWARD);
  private final ConfigMembers others = new ConfigMembers();
  private final StoredSetting<Mode> mode = new StoredSetting<>(Mode.READWRITE);

  StoredSetting<CompatibilityLevel> compatibility() {
    return compatibility;
  }

  /** What a configuration has besides its compatibility level. */
  ConfigMembers others() {
    return others;
  }

  StoredSetting<Mode> mode() {
    return mode;
  }

  /** The mode that counts for a subject: a read-only override stands above all others. */
  Mode modeFor(QualifiedSubject subject) {
    return mode.everywhere() == Mode.READONLY_OVERRIDE
        ? Mode.READONLY_OVERRIDE
        : mode.effectiveAt(subject);
  }

  void requireWritable(QualifiedSubject subject) {
    if (modeFor(subject).isReadOnly()) {
      throw RestException.notPermitted("Subject '" + subject + "' is in read-only mode");
    }
  }

  void forget(QualifiedSubject subject) {
    compatibility.unset(subject);
    others.unset(subject);
    mode.unset(subject);
  }

  void clear() {
    compatibility.clear();
    others.clear();
    mode.clear();
  }
}
