// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.protocol.CompatibilityLevel;
import io.velostream.schema.testing.protocol.Mode;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;

/** The compatibility levels and modes of a registry. */
public final class Settings {

  private final StoredSetting<CompatibilityLevel> compatibility =
      new StoredSetting<>(CompatibilityLevel.BACKWARD);
  private final ConfigMembers others = new ConfigMembers();
  private final StoredSetting<Mode> mode = new StoredSetting<>(Mode.READWRITE);

  public StoredSetting<CompatibilityLevel> compatibility() {
    return compatibility;
  }

  /** The members of configurations except the compatibility level. */
  public ConfigMembers others() {
    return others;
  }

  public StoredSetting<Mode> mode() {
    return mode;
  }

  /** The effective mode of a subject; a global read-only override takes precedence. */
  public Mode modeFor(QualifiedSubject subject) {
    return mode.everywhere() == Mode.READONLY_OVERRIDE
        ? Mode.READONLY_OVERRIDE
        : mode.effectiveAt(subject);
  }

  public void requireWritable(QualifiedSubject subject) {
    if (modeFor(subject).isReadOnly()) {
      throw RestException.notPermitted("Subject '" + subject + "' is in read-only mode");
    }
  }

  public void forget(QualifiedSubject subject) {
    compatibility.unset(subject);
    others.unset(subject);
    mode.unset(subject);
  }

  public void clear() {
    compatibility.clear();
    others.clear();
    mode.clear();
  }
}
