// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

/** What a step of a migration plan does. */
public enum Operation {
  /** Fields, properties or enum symbols are added to a schema. */
  ADD("add"),
  /** Fields, properties or enum symbols are removed from a schema. */
  REMOVE("remove"),
  /** Fields or types get another name. */
  RENAME("rename"),
  /** Types, constraints or defaults change. */
  CHANGE_TYPE("change type"),
  /** A schema gets a reference. */
  ADD_REFERENCE("add reference"),
  /** A schema loses a reference. */
  REMOVE_REFERENCE("remove reference"),
  /** A reference moves to another version. */
  UPDATE_REFERENCE("update reference"),
  /** A schema is registered. */
  REGISTER("register"),
  /** A transformer of records is made and tested. */
  TRANSFORM_DATA("transform data"),
  /** Records are written with both versions, to two topics. */
  DUAL_WRITE("dual write"),
  /** Records that are there already are written with the new version. */
  BACK_FILL("back-fill"),
  /** Those who read are deployed with the new version. */
  UPGRADE_CONSUMERS("upgrade consumers"),
  /** Those who write are deployed with the new version. */
  UPGRADE_PRODUCERS("upgrade producers"),
  /** What only the old version needed is removed. */
  CLEAN_UP("clean up");

  private final String words;

  Operation(String words) {
    this.words = words;
  }

  /** The operation in words. */
  public String words() {
    return words;
  }

  /** Whether the step changes the text of a schema, and nothing that runs. */
  public boolean isSchemaChange() {
    return compareTo(UPDATE_REFERENCE) <= 0;
  }
}
