// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.UninterpretedOption;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints options. */
final class OptionPrinter {

  private OptionPrinter() {}

  /** Returns each option as {@code name = value}: by number, then those that are uninterpreted. */
  static List<String> options(Message options) {
    List<String> printed = new ArrayList<>();
    List<String> uninterpreted = new ArrayList<>();
    Map<Integer, Map.Entry<FieldDescriptor, Object>> byNumber = new TreeMap<>();
    options
        .getAllFields()
        .entrySet()
        .forEach(each -> byNumber.put(each.getKey().getNumber(), each));
    for (Map.Entry<FieldDescriptor, Object> each : byNumber.values()) {
      FieldDescriptor field = each.getKey();
      if (field.getName().equals("map_entry") && !field.isExtension()) {
        continue;
      }
      List<?> values = field.isRepeated() ? (List<?>) each.getValue() : List.of(each.getValue());
      for (Object value : values) {
        if (value instanceof UninterpretedOption option) {
          uninterpreted.add(name(option) + " = " + value(option));
        } else if (value instanceof Message message) {
          messageOption(name(field), field, KnownParts.of(message), printed);
        } else {
          printed.add(name(field) + " = " + value(field, value));
        }
      }
    }
    printed.addAll(uninterpreted);
    return printed;
  }

  /**
   * Adds an option that is a message. Features are printed one by one, as those of a language must
   * be, which are extensions: parsers of aggregates do not know extensions.
   */
  private static void messageOption(
      String name, FieldDescriptor field, Message value, List<String> printed) {
    boolean isCustom = name.startsWith("(");
    boolean isEmpty = value.getAllFields().isEmpty();
    if (isEmpty && !isCustom) {
      return;
    }
    if (isCustom || field.isRepeated()) {
      printed.add(name + " = " + value(field, value));
      return;
    }
    value
        .getAllFields()
        .forEach(
            (part, each) -> {
              String partName = name + "." + name(part);
              if (each instanceof Message message) {
                messageOption(partName, part, message, printed);
              } else if (each instanceof List<?> list) {
                list.forEach(item -> printed.add(partName + " = " + value(part, item)));
              } else {
                printed.add(partName + " = " + value(part, each));
              }
            });
  }

  private static String name(FieldDescriptor field) {
    return field.isExtension() ? "(" + field.getFullName() + ")" : field.getName();
  }

  /** Options in brackets, after a space; empty for none. */
  static String list(List<String> options) {
    return options.isEmpty() ? "" : " [" + String.join(", ", options) + "]";
  }

  /** A text in double quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"', '\\' -> quoted.append('\\').append(each);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (each < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\%03o", (int) each));
          } else {
            quoted.append(each);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static String quoted(ByteString bytes) {
    return bytes.isValidUtf8()
        ? quoted(bytes.toStringUtf8())
        : '"' + TextFormat.escapeBytes(bytes) + '"';
  }

  private static String value(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case STRING -> quoted((String) value);
      case BYTE_STRING -> quoted((ByteString) value);
      case ENUM -> ((EnumValueDescriptor) value).getName();
      case MESSAGE ->
          "{ "
              + TextFormat.printer().printToString((Message) value).strip().replaceAll("\\n *", " ")
              + " }";
      case INT -> isUnsigned(field) ? Integer.toUnsignedString((int) value) : String.valueOf(value);
      case LONG -> isUnsigned(field) ? Long.toUnsignedString((long) value) : String.valueOf(value);
      case FLOAT, DOUBLE -> number(((Number) value).doubleValue(), value);
      case BOOLEAN -> String.valueOf(value);
    };
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, FIXED32, UINT64, FIXED64 -> true;
      default -> false;
    };
  }

  private static String number(double value, Object shown) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : String.valueOf(shown);
  }

  private static String name(UninterpretedOption option) {
    List<String> parts = new ArrayList<>();
    for (UninterpretedOption.NamePart part : option.getNameList()) {
      parts.add(part.getIsExtension() ? "(" + part.getNamePart() + ")" : part.getNamePart());
    }
    return String.join(".", parts);
  }

  private static String value(UninterpretedOption option) {
    if (option.hasIdentifierValue()) {
      return option.getIdentifierValue();
    }
    if (option.hasPositiveIntValue()) {
      return Long.toUnsignedString(option.getPositiveIntValue());
    }
    if (option.hasNegativeIntValue()) {
      return String.valueOf(option.getNegativeIntValue());
    }
    if (option.hasDoubleValue()) {
      return number(option.getDoubleValue(), option.getDoubleValue());
    }
    return option.hasStringValue()
        ? quoted(option.getStringValue())
        : "{ " + option.getAggregateValue() + " }";
  }
}
