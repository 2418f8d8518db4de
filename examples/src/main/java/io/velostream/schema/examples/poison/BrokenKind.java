// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

/** Why a record cannot be read. */
enum BrokenKind {
  NO_FRAME("no frame: plain JSON"),
  UNKNOWN_ID("an id that the registry does not know yet"),
  CUT_PAYLOAD("a payload that was cut"),
  WRONG_ID("the id of another schema"),
  INCOMPATIBLE("a schema that the reader's does not fit");

  private final String text;

  BrokenKind(String text) {
    this.text = text;
  }

  /** In words. */
  String text() {
    return text;
  }
}
