// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.TextFormat;
import io.velostream.schema.protobuf.text.Token.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses fields of messages, of oneofs and of extensions. Confined to one thread. */
final class FieldParser {

  /** The types that are words of the language. */
  static final Map<String, FieldDescriptorProto.Type> SCALARS =
      Map.ofEntries(
          Map.entry("double", FieldDescriptorProto.Type.TYPE_DOUBLE),
          Map.entry("float", FieldDescriptorProto.Type.TYPE_FLOAT),
          Map.entry("int32", FieldDescriptorProto.Type.TYPE_INT32),
          Map.entry("int64", FieldDescriptorProto.Type.TYPE_INT64),
          Map.entry("uint32", FieldDescriptorProto.Type.TYPE_UINT32),
          Map.entry("uint64", FieldDescriptorProto.Type.TYPE_UINT64),
          Map.entry("sint32", FieldDescriptorProto.Type.TYPE_SINT32),
          Map.entry("sint64", FieldDescriptorProto.Type.TYPE_SINT64),
          Map.entry("fixed32", FieldDescriptorProto.Type.TYPE_FIXED32),
          Map.entry("fixed64", FieldDescriptorProto.Type.TYPE_FIXED64),
          Map.entry("sfixed32", FieldDescriptorProto.Type.TYPE_SFIXED32),
          Map.entry("sfixed64", FieldDescriptorProto.Type.TYPE_SFIXED64),
          Map.entry("bool", FieldDescriptorProto.Type.TYPE_BOOL),
          Map.entry("string", FieldDescriptorProto.Type.TYPE_STRING),
          Map.entry("bytes", FieldDescriptorProto.Type.TYPE_BYTES));

  /**
   * A field, with the message that it defines itself: the type of a group, or the entries of a map.
   *
   * @param defined the message; null if it defines none
   */
  record Parsed(FieldDescriptorProto field, @Nullable DescriptorProto defined) {}

  private final Tokenizer tokens;
  private final OptionParser options;
  private final boolean isProto2;

  FieldParser(Tokenizer tokens, OptionParser options, String syntax) {
    this.tokens = tokens;
    this.options = options;
    this.isProto2 = syntax.equals(ProtoParser.PROTO2);
  }

  /**
   * Takes a field.
   *
   * @param inOneof whether it has no label, because it belongs to a oneof
   * @param body takes the body of a group, after its name
   */
  Parsed field(boolean inOneof, boolean isProto3, Supplier<DescriptorProto.Builder> body) {
    FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder();
    boolean hasLabel = !inOneof && label(field, isProto3);
    if (!hasLabel && tokens.peek().isName("map")) {
      return map(field);
    }
    if (!hasLabel && !inOneof && isProto2) {
      throw tokens.unexpected("'optional', 'required' or 'repeated'");
    }
    if (tokens.peek().isName("group") && isProto2) {
      tokens.next();
      return group(field, body);
    }
    type(field, tokens.expectTypeName());
    field.setName(tokens.expectName());
    numberAndOptions(field);
    tokens.expect(';');
    return new Parsed(field.build(), null);
  }

  private boolean label(FieldDescriptorProto.Builder field, boolean isProto3) {
    field.setLabel(Label.LABEL_OPTIONAL);
    if (tokens.accept("repeated")) {
      field.setLabel(Label.LABEL_REPEATED);
    } else if (tokens.accept("required")) {
      field.setLabel(Label.LABEL_REQUIRED);
    } else if (tokens.accept("optional")) {
      if (isProto3) {
        field.setProto3Optional(true);
      }
    } else {
      return false;
    }
    return true;
  }

  private static void type(FieldDescriptorProto.Builder field, String name) {
    FieldDescriptorProto.Type scalar = SCALARS.get(name);
    if (scalar == null) {
      field.setTypeName(name);
    } else {
      field.setType(scalar);
    }
  }

  private Parsed group(FieldDescriptorProto.Builder field, Supplier<DescriptorProto.Builder> body) {
    String name = tokens.expectName();
    field
        .setName(name.toLowerCase(Locale.ROOT))
        .setType(FieldDescriptorProto.Type.TYPE_GROUP)
        .setTypeName(name);
    numberAndOptions(field);
    return new Parsed(field.build(), body.get().setName(name).build());
  }

  /** Takes a map. */
  private Parsed map(FieldDescriptorProto.Builder field) {
    tokens.next();
    if (!tokens.accept('<')) {
      throw tokens.unexpected("'<' after 'map'");
    }
    FieldDescriptorProto.Builder key = entryField("key", 1);
    type(key, tokens.expectTypeName());
    tokens.expect(',');
    FieldDescriptorProto.Builder value = entryField("value", 2);
    type(value, tokens.expectTypeName());
    tokens.expect('>');
    String name = tokens.expectName();
    String entry = entryName(name);
    field
        .setName(name)
        .setLabel(Label.LABEL_REPEATED)
        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName(entry);
    numberAndOptions(field);
    tokens.expect(';');
    DescriptorProto defined =
        DescriptorProto.newBuilder()
            .setName(entry)
            .addField(key)
            .addField(value)
            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
            .build();
    return new Parsed(field.build(), defined);
  }

  private static FieldDescriptorProto.Builder entryField(String name, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(Label.LABEL_OPTIONAL);
  }

  /** The name of the message of a map's entries, as {@code protoc} makes it. */
  static String entryName(String field) {
    StringBuilder name = new StringBuilder();
    boolean isStart = true;
    for (int i = 0; i < field.length(); i++) {
      char each = field.charAt(i);
      if (each == '_') {
        isStart = true;
      } else {
        name.append(isStart && each >= 'a' && each <= 'z' ? (char) (each - 'a' + 'A') : each);
        isStart = false;
      }
    }
    return name.append("Entry").toString();
  }

  private void numberAndOptions(FieldDescriptorProto.Builder field) {
    tokens.expect('=');
    field.setNumber(number());
    if (tokens.accept('[')) {
      FieldOptions.Builder fieldOptions = FieldOptions.newBuilder();
      do {
        fieldOption(field, fieldOptions);
      } while (tokens.accept(','));
      tokens.expect(']');
      if (!fieldOptions.build().equals(FieldOptions.getDefaultInstance())) {
        field.setOptions(fieldOptions);
      }
    }
  }

  private int number() {
    long number = tokens.expectInteger(false);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw tokens.error("the number of a field is too large");
    }
    return (int) number;
  }

  private void fieldOption(FieldDescriptorProto.Builder field, FieldOptions.Builder fieldOptions) {
    if (tokens.accept("default")) {
      tokens.expect('=');
      field.setDefaultValue(defaultValue(field));
    } else if (tokens.accept("json_name")) {
      tokens.expect('=');
      field.setJsonName(tokens.expectText());
    } else {
      options.option(fieldOptions);
    }
  }

  private String defaultValue(FieldDescriptorProto.Builder field) {
    if (tokens.peek().kind() == Kind.STRING) {
      byte[] bytes = tokens.expectString().getBytes(ISO_8859_1);
      return field.getType() == FieldDescriptorProto.Type.TYPE_BYTES
          ? TextFormat.escapeBytes(ByteString.copyFrom(bytes))
          : new String(bytes, UTF_8);
    }
    String sign = tokens.accept('-') ? "-" : "";
    if (field.hasType() && isFloating(field.getType())) {
      String number = Decimals.text(tokens.expectNumber(), field.getType());
      return number.equals("nan") ? number : sign + number;
    }
    return switch (tokens.peek().kind()) {
      case INTEGER -> sign + Long.toUnsignedString(tokens.expectInteger(false));
      case FLOAT, NAME -> sign + tokens.next().text();
      default -> throw tokens.unexpected("a default value");
    };
  }

  private static boolean isFloating(FieldDescriptorProto.Type type) {
    return type == FieldDescriptorProto.Type.TYPE_DOUBLE
        || type == FieldDescriptorProto.Type.TYPE_FLOAT;
  }
}
