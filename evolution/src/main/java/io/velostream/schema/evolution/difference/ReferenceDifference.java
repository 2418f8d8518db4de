// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import io.velostream.schema.model.SubjectVersion;

/**
 * A difference of the references of a schema, or of a schema that it refers to. Changes inside the
 * targets are differences of their own.
 */
public sealed interface ReferenceDifference extends SchemaDifference {

  /** The name of the reference in the referring text. */
  String name();

  /**
   * A reference that only the new schema has.
   *
   * @param target the version that it refers to
   */
  record ReferenceAdded(Place place, Effect effect, String name, SubjectVersion target)
      implements ReferenceDifference {

    @Override
    public String sentence() {
      return "Reference " + name + " to " + target + " was added" + place().via();
    }
  }

  /**
   * A reference that only the old schema has.
   *
   * @param target the version that it referred to
   */
  record ReferenceRemoved(Place place, Effect effect, String name, SubjectVersion target)
      implements ReferenceDifference {

    @Override
    public String sentence() {
      return "Reference " + name + " to " + target + " was removed" + place().via();
    }
  }

  /**
   * A reference to another version or subject, or by another name.
   *
   * @param name its name in the new schema
   * @param nameBefore its name in the old schema, mostly the same
   * @param before the version that it referred to
   * @param after the version that it refers to
   */
  record ReferenceMoved(
      Place place,
      Effect effect,
      String name,
      String nameBefore,
      SubjectVersion before,
      SubjectVersion after)
      implements ReferenceDifference {

    @Override
    public String sentence() {
      String renamed = name.equals(nameBefore) ? "" : " was renamed from " + nameBefore;
      String moved = before.equals(after) ? "" : " moved from " + before + " to " + after;
      return "Reference "
          + name
          + renamed
          + (renamed.isEmpty() || moved.isEmpty() ? "" : " and")
          + moved
          + place().via();
    }
  }

  /**
   * A reference that follows the newest version in only one of the schemas.
   *
   * @param followsLatest whether it does in the new schema
   */
  record ReferencePinningChanged(Place place, Effect effect, String name, boolean followsLatest)
      implements ReferenceDifference {

    @Override
    public String sentence() {
      return "Reference "
          + name
          + (followsLatest ? " now follows the newest version" : " is now pinned to one version")
          + place().via();
    }
  }
}
