// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Unicode properties by their names in ECMA 262, if the JDK has data for them. Names are
 * case-sensitive, as specified.
 */
final class CharacterProperties {

  /** Values of General_Category, with bit sets of {@link Character#getType(int)}. */
  private static final Map<String, Integer> CATEGORIES = categories();

  private CharacterProperties() {}

  /**
   * Returns the test of a property.
   *
   * @param name the name before the equals sign, or the whole text
   * @param value the value after the equals sign; null when there is none
   * @throws IllegalArgumentException when the property or value is unknown, or this JDK has no data
   *     for it
   */
  static IntPredicate find(String name, @Nullable String value) {
    if (value == null) {
      Integer category = CATEGORIES.get(name);
      return category == null ? BinaryProperties.find(name) : ofTypes(category);
    }
    return switch (name) {
      case "General_Category", "gc" -> {
        Integer category = CATEGORIES.get(value);
        if (category == null) {
          throw new IllegalArgumentException("unknown General_Category " + value);
        }
        yield ofTypes(category);
      }
      case "Script", "sc" -> ofScript(value);
      case "Script_Extensions", "scx" ->
          throw new IllegalArgumentException(
              "Script_Extensions, which Java does not support, use Script=" + value + ",");
      default -> throw new IllegalArgumentException("unknown property " + name + "=");
    };
  }

  private static IntPredicate ofTypes(int types) {
    return codePoint -> (types >>> Character.getType(codePoint) & 1) != 0;
  }

  private static IntPredicate ofScript(String name) {
    UnicodeScript script;
    try {
      script = UnicodeScript.forName(name.equals("Qaai") ? "Zinh" : name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("unknown Script " + name, e);
    }
    String full = fullName(script);
    boolean isAlias = name.length() == 4 && !name.equalsIgnoreCase(script.name());
    if (!name.equals(isAlias ? capitalized(name) : full)) {
      throw new IllegalArgumentException("unknown Script " + name + ", did you mean " + full + ",");
    }
    return codePoint -> UnicodeScript.of(codePoint) == script;
  }

  private static String fullName(UnicodeScript script) {
    if (script == UnicodeScript.SIGNWRITING) {
      return "SignWriting";
    }
    StringBuilder name = new StringBuilder();
    for (String part : script.name().split("_", -1)) {
      name.append(name.isEmpty() ? "" : "_");
      name.append(part.equals("PA") ? "Pa" : capitalized(part));
    }
    return name.toString();
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT)
        + word.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Map<String, Integer> categories() {
    Map<String, Integer> found = new HashMap<>();
    put(found, 1 << Character.UPPERCASE_LETTER, "Lu", "Uppercase_Letter");
    put(found, 1 << Character.LOWERCASE_LETTER, "Ll", "Lowercase_Letter");
    put(found, 1 << Character.TITLECASE_LETTER, "Lt", "Titlecase_Letter");
    put(found, 1 << Character.MODIFIER_LETTER, "Lm", "Modifier_Letter");
    put(found, 1 << Character.OTHER_LETTER, "Lo", "Other_Letter");
    put(found, 1 << Character.NON_SPACING_MARK, "Mn", "Nonspacing_Mark");
    put(found, 1 << Character.ENCLOSING_MARK, "Me", "Enclosing_Mark");
    put(found, 1 << Character.COMBINING_SPACING_MARK, "Mc", "Spacing_Mark");
    put(found, 1 << Character.DECIMAL_DIGIT_NUMBER, "Nd", "Decimal_Number", "digit");
    put(found, 1 << Character.LETTER_NUMBER, "Nl", "Letter_Number");
    put(found, 1 << Character.OTHER_NUMBER, "No", "Other_Number");
    put(found, 1 << Character.SPACE_SEPARATOR, "Zs", "Space_Separator");
    put(found, 1 << Character.LINE_SEPARATOR, "Zl", "Line_Separator");
    put(found, 1 << Character.PARAGRAPH_SEPARATOR, "Zp", "Paragraph_Separator");
    put(found, 1 << Character.CONTROL, "Cc", "Control", "cntrl");
    put(found, 1 << Character.FORMAT, "Cf", "Format");
    put(found, 1 << Character.PRIVATE_USE, "Co", "Private_Use");
    put(found, 1 << Character.SURROGATE, "Cs", "Surrogate");
    put(found, 1 << Character.UNASSIGNED, "Cn", "Unassigned");
    put(found, 1 << Character.DASH_PUNCTUATION, "Pd", "Dash_Punctuation");
    put(found, 1 << Character.START_PUNCTUATION, "Ps", "Open_Punctuation");
    put(found, 1 << Character.END_PUNCTUATION, "Pe", "Close_Punctuation");
    put(found, 1 << Character.CONNECTOR_PUNCTUATION, "Pc", "Connector_Punctuation");
    put(found, 1 << Character.OTHER_PUNCTUATION, "Po", "Other_Punctuation");
    put(found, 1 << Character.INITIAL_QUOTE_PUNCTUATION, "Pi", "Initial_Punctuation");
    put(found, 1 << Character.FINAL_QUOTE_PUNCTUATION, "Pf", "Final_Punctuation");
    put(found, 1 << Character.MATH_SYMBOL, "Sm", "Math_Symbol");
    put(found, 1 << Character.CURRENCY_SYMBOL, "Sc", "Currency_Symbol");
    put(found, 1 << Character.MODIFIER_SYMBOL, "Sk", "Modifier_Symbol");
    put(found, 1 << Character.OTHER_SYMBOL, "So", "Other_Symbol");
    put(found, all(found, "Lu", "Ll", "Lt"), "LC", "Cased_Letter");
    put(found, all(found, "LC", "Lm", "Lo"), "L", "Letter");
    put(found, all(found, "Mn", "Me", "Mc"), "M", "Mark", "Combining_Mark");
    put(found, all(found, "Nd", "Nl", "No"), "N", "Number");
    put(found, all(found, "Pd", "Ps", "Pe", "Pc", "Po", "Pi", "Pf"), "P", "Punctuation", "punct");
    put(found, all(found, "Sm", "Sc", "Sk", "So"), "S", "Symbol");
    put(found, all(found, "Zs", "Zl", "Zp"), "Z", "Separator");
    put(found, all(found, "Cc", "Cf", "Co", "Cs", "Cn"), "C", "Other");
    return Map.copyOf(found);
  }

  private static void put(Map<String, Integer> into, int types, String... names) {
    for (String name : names) {
      into.put(name, types);
    }
  }

  private static int all(Map<String, Integer> known, String... names) {
    int types = 0;
    for (String name : names) {
      types |= known.getOrDefault(name, 0);
    }
    return types;
  }
}
