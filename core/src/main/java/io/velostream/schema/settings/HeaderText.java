// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/** Checks text that becomes the value of an HTTP header (RFC 9110, section 5.5). */
final class HeaderText {

  private HeaderText() {}

  /**
   * Refuses text that no header can carry.
   *
   * @param setting the kind of text, for messages; the text itself may be a secret
   * @throws IllegalArgumentException when it is blank, or holds a character that is not allowed
   */
  static void require(String setting, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the " + setting + " is empty");
    }
    requireCharacters(setting, text);
  }

  /**
   * Refuses characters that no header can carry.
   *
   * @throws IllegalArgumentException without the text, which may be a secret
   */
  static void requireCharacters(String setting, String text) {
    if (!text.chars().allMatch(HeaderText::isAllowed)) {
      throw new IllegalArgumentException(
          "the " + setting + " holds a line break or another character that no header may carry");
    }
  }

  private static boolean isAllowed(int character) {
    return character == '\t' || (character >= ' ' && character <= 0xFF && character != 0x7F);
  }
}
