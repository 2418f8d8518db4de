// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints a file as {@code .proto} text, in the layout that registries keep: two spaces a level, no
 * comments, options sorted by number, types as the descriptor names them. Equal descriptors have
 * equal texts. Confined to one thread.
 */
public final class ProtoPrinter {

  private static final int FIELD_NUMBERS_END = 1 << 29;

  private static final Map<FieldDescriptorProto.Type, String> SCALARS = new HashMap<>();

  static {
    FieldParser.SCALARS.forEach((name, type) -> SCALARS.put(type, name));
  }

  private final StringBuilder out = new StringBuilder();
  private final boolean isProto2;
  private final boolean isEdition;
  private String indent = "";

  private ProtoPrinter(String syntax) {
    this.isProto2 = syntax.isEmpty() || syntax.equals("proto2");
    this.isEdition = syntax.equals("editions");
  }

  /** Returns the text of a file. */
  public static String print(FileDescriptorProto file) {
    ProtoPrinter printer = new ProtoPrinter(file.getSyntax());
    printer.file(file);
    return printer.out.toString();
  }

  private void file(FileDescriptorProto file) {
    if (isEdition) {
      line("edition = \"" + file.getEdition().name().replace("EDITION_", "") + "\";");
    } else {
      line("syntax = \"" + (isProto2 ? "proto2" : file.getSyntax()) + "\";");
    }
    if (file.hasPackage()) {
      line("package " + file.getPackage() + ";");
    }
    imports(file);
    List<String> options = OptionPrinter.options(file.getOptions());
    if (!options.isEmpty()) {
      line("");
      options.forEach(each -> line("option " + each + ";"));
    }
    file.getMessageTypeList().stream()
        .filter(each -> !isGroup(each, file.getExtensionList()))
        .forEach(
            each -> {
              line("");
              message(each);
            });
    file.getEnumTypeList()
        .forEach(
            each -> {
              line("");
              enumeration(each);
            });
    extensions(file.getExtensionList(), file.getMessageTypeList(), true);
    file.getServiceList().forEach(this::service);
  }

  private void imports(FileDescriptorProto file) {
    List<String> optionImports = Visibility.optionImports(file);
    if (file.getDependencyCount() > 0 || !optionImports.isEmpty()) {
      line("");
    }
    for (int i = 0; i < file.getDependencyCount(); i++) {
      String kind = file.getWeakDependencyList().contains(i) ? "weak " : "";
      kind = file.getPublicDependencyList().contains(i) ? "public " : kind;
      line("import " + kind + OptionPrinter.quoted(file.getDependency(i)) + ";");
    }
    optionImports.forEach(each -> line("import option " + OptionPrinter.quoted(each) + ";"));
  }

  private void message(DescriptorProto message) {
    open(Visibility.prefix(message) + "message " + message.getName());
    body(message);
    close();
  }

  private void body(DescriptorProto message) {
    OptionPrinter.options(message.getOptions()).forEach(each -> line("option " + each + ";"));
    reserved(message);
    Map<Integer, List<FieldDescriptorProto>> oneofs = new TreeMap<>();
    for (FieldDescriptorProto field : message.getFieldList()) {
      if (field.hasOneofIndex() && !field.getProto3Optional()) {
        oneofs.computeIfAbsent(field.getOneofIndex(), index -> new ArrayList<>()).add(field);
      } else {
        field(field, message.getNestedTypeList(), label(field));
      }
    }
    oneofs.forEach(
        (index, fields) -> {
          open("oneof " + message.getOneofDecl(index).getName());
          OptionPrinter.options(message.getOneofDecl(index).getOptions())
              .forEach(each -> line("option " + each + ";"));
          fields.forEach(each -> field(each, message.getNestedTypeList(), ""));
          close();
        });
    for (DescriptorProto.ExtensionRange range : message.getExtensionRangeList()) {
      line(
          "extensions "
              + range(range.getStart(), range.getEnd() - 1, FIELD_NUMBERS_END - 1)
              + OptionPrinter.list(OptionPrinter.options(range.getOptions()))
              + ";");
    }
    message.getNestedTypeList().stream()
        .filter(each -> !each.getOptions().getMapEntry())
        .filter(each -> !isGroup(each, message.getFieldList()))
        .filter(each -> !isGroup(each, message.getExtensionList()))
        .forEach(this::message);
    message.getEnumTypeList().forEach(this::enumeration);
    extensions(message.getExtensionList(), message.getNestedTypeList(), false);
  }

  private void reserved(DescriptorProto message) {
    List<String> ranges = new ArrayList<>();
    for (DescriptorProto.ReservedRange range : message.getReservedRangeList()) {
      ranges.add(range(range.getStart(), range.getEnd() - 1, FIELD_NUMBERS_END - 1));
    }
    reserved(ranges, message.getReservedNameList());
  }

  private void reserved(List<String> ranges, List<String> names) {
    if (!ranges.isEmpty()) {
      line("reserved " + String.join(", ", ranges) + ";");
    }
    if (!names.isEmpty()) {
      line(
          "reserved "
              + String.join(
                  ", ",
                  names.stream()
                      .map(each -> isEdition ? each : OptionPrinter.quoted(each))
                      .toList())
              + ";");
    }
  }

  private static String range(int start, int end, int max) {
    if (start == end) {
      return String.valueOf(start);
    }
    return start + " to " + (end >= max ? "max" : String.valueOf(end));
  }

  private String label(FieldDescriptorProto field) {
    return switch (field.getLabel()) {
      case LABEL_REPEATED -> "repeated ";
      case LABEL_REQUIRED -> "required ";
      case LABEL_OPTIONAL -> isProto2 || field.getProto3Optional() ? "optional " : "";
    };
  }

  private void field(FieldDescriptorProto field, List<DescriptorProto> siblings, String label) {
    DescriptorProto defined = defined(field, siblings);
    String rest = " = " + field.getNumber() + OptionPrinter.list(fieldOptions(field));
    if (field.getType() == FieldDescriptorProto.Type.TYPE_GROUP && defined != null) {
      open(label + "group " + defined.getName() + rest);
      body(defined);
      close();
    } else if (defined != null && defined.getOptions().getMapEntry()) {
      String types = type(defined.getField(0)) + ", " + type(defined.getField(1));
      line("map<" + types + "> " + field.getName() + rest + ";");
    } else {
      line(label + type(field) + " " + field.getName() + rest + ";");
    }
  }

  /** The message that a field defines itself: of its group, or of its map's entries. */
  private static @Nullable DescriptorProto defined(
      FieldDescriptorProto field, List<DescriptorProto> siblings) {
    String name = field.getTypeName().substring(field.getTypeName().lastIndexOf('.') + 1);
    for (DescriptorProto each : siblings) {
      boolean isOwn =
          each.getOptions().getMapEntry()
              ? field.getLabel() == Label.LABEL_REPEATED
                  && each.getName().equals(FieldParser.entryName(field.getName()))
              : field.getType() == FieldDescriptorProto.Type.TYPE_GROUP;
      if (isOwn && each.getName().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private static boolean isGroup(DescriptorProto message, List<FieldDescriptorProto> fields) {
    return fields.stream()
        .anyMatch(
            each ->
                each.getType() == FieldDescriptorProto.Type.TYPE_GROUP
                    && each.getTypeName()
                        .substring(each.getTypeName().lastIndexOf('.') + 1)
                        .equals(message.getName()));
  }

  private static String type(FieldDescriptorProto field) {
    String scalar = field.hasType() ? SCALARS.get(field.getType()) : null;
    return scalar == null ? field.getTypeName() : scalar;
  }

  private static List<String> fieldOptions(FieldDescriptorProto field) {
    List<String> options = new ArrayList<>();
    if (field.hasDefaultValue()) {
      boolean isText = field.getType() == FieldDescriptorProto.Type.TYPE_STRING;
      String value = field.getDefaultValue();
      if (isText) {
        value = OptionPrinter.quoted(value);
      } else if (field.getType() == FieldDescriptorProto.Type.TYPE_BYTES) {
        value = '"' + value + '"';
      }
      options.add("default = " + value);
    }
    if (field.hasJsonName() && !field.getJsonName().equals(jsonName(field.getName()))) {
      options.add("json_name = " + OptionPrinter.quoted(field.getJsonName()));
    }
    options.addAll(OptionPrinter.options(field.getOptions()));
    return options;
  }

  /** The JSON name of a field that declares none. */
  private static String jsonName(String field) {
    StringBuilder name = new StringBuilder();
    boolean isUpper = false;
    for (int i = 0; i < field.length(); i++) {
      char each = field.charAt(i);
      if (each == '_') {
        isUpper = true;
      } else {
        name.append(isUpper && each >= 'a' && each <= 'z' ? (char) (each - 'a' + 'A') : each);
        isUpper = false;
      }
    }
    return name.toString();
  }

  private void enumeration(EnumDescriptorProto type) {
    open(Visibility.prefix(type) + "enum " + type.getName());
    OptionPrinter.options(type.getOptions()).forEach(each -> line("option " + each + ";"));
    List<String> ranges = new ArrayList<>();
    for (EnumDescriptorProto.EnumReservedRange range : type.getReservedRangeList()) {
      ranges.add(range(range.getStart(), range.getEnd(), Integer.MAX_VALUE));
    }
    reserved(ranges, type.getReservedNameList());
    type.getValueList()
        .forEach(
            each ->
                line(
                    each.getName()
                        + " = "
                        + each.getNumber()
                        + OptionPrinter.list(OptionPrinter.options(each.getOptions()))
                        + ";"));
    close();
  }

  private void extensions(
      List<FieldDescriptorProto> extensions, List<DescriptorProto> siblings, boolean isInFile) {
    Map<String, List<FieldDescriptorProto>> byExtendee = new LinkedHashMap<>();
    extensions.forEach(
        each ->
            byExtendee.computeIfAbsent(each.getExtendee(), name -> new ArrayList<>()).add(each));
    byExtendee.forEach(
        (extendee, fields) -> {
          if (isInFile) {
            line("");
          }
          open("extend " + extendee);
          fields.forEach(each -> field(each, siblings, label(each)));
          close();
        });
  }

  private void service(ServiceDescriptorProto service) {
    line("");
    open("service " + service.getName());
    OptionPrinter.options(service.getOptions()).forEach(each -> line("option " + each + ";"));
    for (MethodDescriptorProto method : service.getMethodList()) {
      String rpc =
          "rpc "
              + method.getName()
              + " ("
              + (method.getClientStreaming() ? "stream " : "")
              + method.getInputType()
              + ") returns ("
              + (method.getServerStreaming() ? "stream " : "")
              + method.getOutputType()
              + ")";
      List<String> options = OptionPrinter.options(method.getOptions());
      if (options.isEmpty()) {
        line(rpc + ";");
      } else {
        open(rpc);
        options.forEach(each -> line("option " + each + ";"));
        close();
      }
    }
    close();
  }

  private void open(String head) {
    line(head + " {");
    indent += "  ";
  }

  private void close() {
    indent = indent.substring(2);
    line("}");
  }

  private void line(String text) {
    if (!text.isEmpty()) {
      out.append(indent).append(text);
    }
    out.append('\n');
  }
}
