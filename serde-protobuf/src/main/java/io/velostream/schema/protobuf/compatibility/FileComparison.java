// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.compatibility;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.velostream.schema.model.Incompatibility;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a reader's file reads all that was written with a writer's file, by the rules for
 * updating a message type of the language guide of Protocol Buffers. Messages are matched by name,
 * fields by number.
 *
 * <p>Incompatible are: a message or a package that is gone; a field whose wire type has changed, or
 * whose message has another name; a field of numbers that has become repeated or singular; a
 * required field that writers may leave out; several fields moved into one oneof; and a field that
 * is gone from a oneof. All else is compatible: unknown fields are kept. Confined to one thread.
 */
public final class FileComparison {

  private record Pair(@Nullable Descriptor reader, Descriptor writer, String path) {}

  private final List<Incompatibility> found = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Deque<Pair> pending = new ArrayDeque<>();

  private final boolean isEncodingOnly;

  private FileComparison(boolean isEncodingOnly) {
    this.isEncodingOnly = isEncodingOnly;
  }

  /** Lists what the reader cannot read; empty if it reads everything. */
  public static List<Incompatibility> compare(FileDescriptor reader, FileDescriptor writer) {
    if (reader == writer) {
      return List.of();
    }
    FileComparison comparison = new FileComparison(false);
    if (!reader.getPackage().equals(writer.getPackage())) {
      comparison.add(
          "",
          "the package " + named(writer.getPackage()) + " is now " + named(reader.getPackage()));
    }
    for (Descriptor message : writer.getMessageTypes()) {
      comparison.match(reader.findMessageTypeByName(message.getName()), message, "");
    }
    return comparison.run();
  }

  /**
   * Lists why a reader's message cannot read what was written as a writer's message.
   *
   * @param reader the reader's message; null if the reader has none of that name
   */
  public static List<Incompatibility> compareMessages(
      @Nullable Descriptor reader, Descriptor writer) {
    FileComparison comparison = new FileComparison(false);
    comparison.match(reader, writer, "");
    return comparison.run();
  }

  /**
   * Lists the fields that a reader's message would read with another value, or not at all, though
   * it has them: those that are encoded in another way.
   */
  public static List<Incompatibility> compareEncodings(Descriptor reader, Descriptor writer) {
    FileComparison comparison = new FileComparison(true);
    comparison.match(reader, writer, "");
    return comparison.run();
  }

  private static String named(String packageName) {
    return packageName.isEmpty() ? "without a name" : packageName;
  }

  private void match(@Nullable Descriptor reader, Descriptor writer, String parent) {
    pending.add(new Pair(reader, writer, parent + "/" + writer.getName()));
  }

  private List<Incompatibility> run() {
    for (Pair pair = pending.poll(); pair != null; pair = pending.poll()) {
      Descriptor reader = pair.reader();
      Descriptor writer = pair.writer();
      if (reader == null) {
        add(pair.path(), "the message " + writer.getName() + " is gone");
      } else if (reader != writer && seen.add(reader.getFullName() + ' ' + writer.getFullName())) {
        messages(reader, writer, pair.path());
      }
    }
    return List.copyOf(found);
  }

  private void messages(Descriptor reader, Descriptor writer, String path) {
    if (isEncodingOnly) {
      for (FieldDescriptor field : writer.getFields()) {
        FieldDescriptor read = reader.findFieldByNumber(field.getNumber());
        if (read != null) {
          fields(read, field, path + "/" + field.getName());
        }
      }
      return;
    }
    for (Descriptor nested : writer.getNestedTypes()) {
      if (!nested.getOptions().getMapEntry()) {
        match(reader.findNestedTypeByName(nested.getName()), nested, path);
      }
    }
    for (FieldDescriptor field : writer.getFields()) {
      FieldDescriptor read = reader.findFieldByNumber(field.getNumber());
      if (read != null) {
        fields(read, field, path + "/" + field.getName());
      } else if (field.getRealContainingOneof() != null) {
        add(
            path + "/" + field.getName(),
            "the field " + shown(field) + " is gone from the oneof " + oneof(field));
      }
    }
    required(reader, writer, path);
    oneofs(reader, writer, path);
  }

  private void fields(FieldDescriptor reader, FieldDescriptor writer, String path) {
    if (reader.isMapField() && writer.isMapField()) {
      messages(reader.getMessageType(), writer.getMessageType(), path);
      return;
    }
    WireKind readerKind = WireKind.of(reader);
    WireKind writerKind = WireKind.of(writer);
    if (readerKind != writerKind) {
      add(
          path,
          "the field "
              + shown(writer)
              + " has changed from "
              + type(writer)
              + " to "
              + type(reader)
              + ", which is encoded in another way");
      return;
    }
    boolean isPackedAsOne = writer.isPacked() && !reader.isRepeated();
    boolean isRepeatedElsewhere = reader.isRepeated() != writer.isRepeated();
    if (readerKind.isNumber() && (isEncodingOnly ? isPackedAsOne : isRepeatedElsewhere)) {
      add(
          path,
          "the field "
              + shown(writer)
              + " of numbers has become "
              + (reader.isRepeated() ? "repeated" : "singular"));
    }
    if (readerKind == WireKind.MESSAGE || readerKind == WireKind.GROUP) {
      types(reader, writer, path);
    }
  }

  private void types(FieldDescriptor reader, FieldDescriptor writer, String path) {
    Descriptor readerType = reader.getMessageType();
    Descriptor writerType = writer.getMessageType();
    boolean isOther =
        reader.isMapField() != writer.isMapField()
            || !localName(readerType).equals(localName(writerType));
    if (isOther && !isEncodingOnly) {
      add(
          path,
          "the field "
              + shown(writer)
              + " has changed from "
              + type(writer)
              + " to "
              + type(reader));
    } else {
      pending.add(new Pair(readerType, writerType, path));
    }
  }

  /** The name within the package. */
  private static String localName(Descriptor message) {
    String packageName = message.getFile().getPackage();
    return packageName.isEmpty()
        ? message.getFullName()
        : message.getFullName().substring(packageName.length() + 1);
  }

  private void required(Descriptor reader, Descriptor writer, String path) {
    for (FieldDescriptor field : reader.getFields()) {
      FieldDescriptor written = writer.findFieldByNumber(field.getNumber());
      if (field.isRequired() && (written == null || !written.isRequired())) {
        add(
            path + "/" + field.getName(),
            "the field " + shown(field) + " is required, but writers may leave it out");
      }
    }
  }

  private void oneofs(Descriptor reader, Descriptor writer, String path) {
    Map<OneofDescriptor, List<FieldDescriptor>> moved = new HashMap<>();
    for (FieldDescriptor field : reader.getFields()) {
      OneofDescriptor oneof = field.getRealContainingOneof();
      FieldDescriptor written = writer.findFieldByNumber(field.getNumber());
      if (oneof != null && written != null) {
        moved.computeIfAbsent(oneof, each -> new ArrayList<>()).add(written);
      }
    }
    moved.forEach(
        (oneof, fields) -> {
          long sources =
              fields.stream()
                  .map(
                      each ->
                          each.getRealContainingOneof() == null
                              ? each
                              : each.getRealContainingOneof())
                  .distinct()
                  .count();
          if (sources > 1) {
            add(
                path,
                "several fields are now in the oneof "
                    + oneof.getName()
                    + ", which keeps only the last one");
          }
        });
  }

  private static String oneof(FieldDescriptor field) {
    OneofDescriptor oneof = field.getRealContainingOneof();
    return oneof == null ? "" : oneof.getName();
  }

  private static String shown(FieldDescriptor field) {
    return field.getNumber() + " (" + field.getName() + ")";
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private void add(String path, String reason) {
    found.add(new Incompatibility(path, reason));
  }
}
