// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Binary properties of Unicode, by their long and short names. */
final class BinaryProperties {

  /** A letter that Unicode excludes from identifiers as Pattern_Syntax, but the JDK does not. */
  private static final int VERTICAL_TILDE = 0x2E2F;

  private static final Map<String, IntPredicate> KNOWN = known();

  /** Properties of emoji, with the methods of {@link Character} that test them since Java 21. */
  private static final Map<String, String> EMOJI =
      Map.ofEntries(
          Map.entry("Emoji", "isEmoji"),
          Map.entry("Emoji_Presentation", "isEmojiPresentation"),
          Map.entry("EPres", "isEmojiPresentation"),
          Map.entry("Emoji_Modifier_Base", "isEmojiModifierBase"),
          Map.entry("EBase", "isEmojiModifierBase"),
          Map.entry("Emoji_Component", "isEmojiComponent"),
          Map.entry("EComp", "isEmojiComponent"),
          Map.entry("Extended_Pictographic", "isExtendedPictographic"),
          Map.entry("ExtPict", "isExtendedPictographic"));

  /** Properties of ECMA 262 for which the JDK has no data. */
  private static final Set<String> WITHOUT_TABLE =
      Set.of(
          "Case_Ignorable",
          "CI",
          "Changes_When_Casefolded",
          "CWCF",
          "Changes_When_Casemapped",
          "CWCM",
          "Changes_When_NFKC_Casefolded",
          "CWKCF",
          "Changes_When_Titlecased",
          "CWT",
          "Dash",
          "Default_Ignorable_Code_Point",
          "DI",
          "Deprecated",
          "Dep",
          "Diacritic",
          "Dia",
          "Extender",
          "Ext",
          "Grapheme_Base",
          "Gr_Base",
          "Grapheme_Extend",
          "Gr_Ext",
          "IDS_Binary_Operator",
          "IDSB",
          "IDS_Trinary_Operator",
          "IDST",
          "Logical_Order_Exception",
          "LOE",
          "Math",
          "Pattern_Syntax",
          "Pat_Syn",
          "Quotation_Mark",
          "QMark",
          "Radical",
          "Sentence_Terminal",
          "STerm",
          "Soft_Dotted",
          "SD",
          "Terminal_Punctuation",
          "Term",
          "Unified_Ideograph",
          "UIdeo",
          "XID_Continue",
          "XIDC",
          "XID_Start",
          "XIDS");

  private BinaryProperties() {}

  /**
   * Returns the test of a property.
   *
   * @throws IllegalArgumentException when the property is unknown, or this JDK has no data for it
   */
  static IntPredicate find(String name) {
    IntPredicate known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    String method = EMOJI.get(name);
    if (method != null) {
      return ofMethod(name, method);
    }
    throw new IllegalArgumentException(
        WITHOUT_TABLE.contains(name)
            ? "property " + name + ", which Java does not support,"
            : "unknown property " + name);
  }

  private static IntPredicate ofMethod(String name, String method) {
    try {
      MethodHandle handle =
          MethodHandles.publicLookup()
              .findStatic(Character.class, method, MethodType.methodType(boolean.class, int.class));
      return MethodHandleProxies.asInterfaceInstance(IntPredicate.class, handle);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "property " + name + ", which Java supports since version 21 only,", e);
    }
  }

  private static Map<String, IntPredicate> known() {
    Map<String, IntPredicate> found = new HashMap<>();
    put(found, codePoint -> true, "Any");
    put(found, codePoint -> codePoint < 128, "ASCII");
    put(found, Character::isDefined, "Assigned");
    put(found, Character::isAlphabetic, "Alphabetic", "Alpha");
    put(found, Character::isLowerCase, "Lowercase", "Lower");
    put(found, Character::isUpperCase, "Uppercase", "Upper");
    put(found, BinaryProperties::isCased, "Cased");
    put(found, Character::isIdeographic, "Ideographic", "Ideo");
    put(found, Character::isMirrored, "Bidi_Mirrored", "Bidi_M");
    put(found, BinaryProperties::isIdStart, "ID_Start", "IDS");
    put(found, BinaryProperties::isIdContinue, "ID_Continue", "IDC");
    put(found, BinaryProperties::changesWhenLowercased, "Changes_When_Lowercased", "CWL");
    put(found, BinaryProperties::changesWhenUppercased, "Changes_When_Uppercased", "CWU");
    put(found, BinaryProperties::isNoncharacter, "Noncharacter_Code_Point", "NChar");
    put(found, set('0', '9', 'A', 'F', 'a', 'f'), "ASCII_Hex_Digit", "AHex");
    put(
        found,
        set('0', '9', 'A', 'F', 'a', 'f', 0xFF10, 0xFF19, 0xFF21, 0xFF26, 0xFF41, 0xFF46),
        "Hex_Digit",
        "Hex");
    put(found, set(0x200C, 0x200D), "Join_Control", "Join_C");
    put(
        found,
        set(0x61C, 0x61C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069),
        "Bidi_Control",
        "Bidi_C");
    put(
        found,
        set(9, 0xD, ' ', ' ', 0x85, 0x85, 0x200E, 0x200F, 0x2028, 0x2029),
        "Pattern_White_Space",
        "Pat_WS");
    put(
        found,
        set(
            9, 0xD, ' ', ' ', 0x85, 0x85, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028,
            0x2029, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000),
        "White_Space",
        "space");
    put(found, set(0x1F1E6, 0x1F1FF), "Regional_Indicator", "RI");
    put(found, set(0x1F3FB, 0x1F3FF), "Emoji_Modifier", "EMod");
    put(
        found,
        set(0x180B, 0x180D, 0x180F, 0x180F, 0xFE00, 0xFE0F, 0xE0100, 0xE01EF),
        "Variation_Selector",
        "VS");
    return Map.copyOf(found);
  }

  private static void put(Map<String, IntPredicate> into, IntPredicate test, String... names) {
    for (String name : names) {
      into.put(name, test);
    }
  }

  /** Creates a set of ranges, given by their first and last code points. */
  private static IntPredicate set(int... ranges) {
    CodePointSet.Builder builder = CodePointSet.builder();
    for (int i = 0; i < ranges.length; i += 2) {
      builder.range(ranges[i], ranges[i + 1]);
    }
    return builder.build(false)::contains;
  }

  private static boolean isCased(int codePoint) {
    return Character.isLowerCase(codePoint)
        || Character.isUpperCase(codePoint)
        || Character.isTitleCase(codePoint);
  }

  static boolean isIdStart(int codePoint) {
    return Character.isUnicodeIdentifierStart(codePoint) && codePoint != VERTICAL_TILDE;
  }

  static boolean isIdContinue(int codePoint) {
    return Character.isUnicodeIdentifierPart(codePoint)
        && codePoint != VERTICAL_TILDE
        && !Character.isIdentifierIgnorable(codePoint);
  }

  private static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }

  private static boolean changesWhenLowercased(int codePoint) {
    String text = decomposed(codePoint);
    return !text.toLowerCase(Locale.ROOT).equals(text);
  }

  private static boolean changesWhenUppercased(int codePoint) {
    String text = decomposed(codePoint);
    return !text.toUpperCase(Locale.ROOT).equals(text);
  }

  private static String decomposed(int codePoint) {
    return Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
  }
}
