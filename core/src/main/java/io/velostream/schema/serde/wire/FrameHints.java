// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Describes the probable format of an unreadable record by its first bytes or header names, without
 * its content. Used for error messages only.
 *
 * <p>Sources: the Avro specification (object container files, single-object encoding), AWS Glue's
 * header (version 3, compression 0 or 5, the UUID of the schema's version) and Apicurio's frame
 * (magic byte 0 and an id of 8 or 4 bytes).
 */
public final class FrameHints {

  private static final int BYTE_ORDER_MARK = 3;

  private final String key;
  private final boolean isKey;
  private final List<IdPlacement> placements;
  private final SchemaFormat<?> format;

  /** Creates the hints for one deserializer. */
  public FrameHints(SerdeConfig config, SchemaFormat<?> format) {
    this.key = IdReader.key(config);
    this.isKey = config.isKey();
    this.placements = IdReader.placements(config);
    this.format = format;
  }

  /** Returns a hint from the headers or first bytes of a record; empty if there is none. */
  String hint(@Nullable Headers headers, byte[] bytes, int offset, int length) {
    String hint = hint(headers);
    int visible = Math.min(length, bytes.length - offset);
    return hint.isEmpty() ? hint(bytes, offset, visible) : hint;
  }

  /** Returns a hint from the first bytes, to be appended to a sentence; empty if there is none. */
  private String hint(byte[] bytes, int offset, int length) {
    boolean isGlue =
        startsWith(bytes, offset, length, 3, 0) || startsWith(bytes, offset, length, 3, 5);
    if (isGlue && length < FrameLayout.GLUE.length) {
      return truncated("the header of AWS Glue's serializer", length, FrameLayout.GLUE);
    }
    if (startsWith(bytes, offset, length, 0xC3, 0x01)) {
      if (length < FrameLayout.SINGLE_OBJECT.length
          && placements.contains(IdPlacement.SINGLE_OBJECT)) {
        return truncated("Avro's single-object encoding", length, FrameLayout.SINGLE_OBJECT);
      }
      return "; it looks like Avro's single-object encoding (C3 01 and a fingerprint)"
          + (format.hasFingerprints()
              ? settingThatReads(IdPlacement.SINGLE_OBJECT)
              : "; read it with a deserializer for Avro and " + key + "=single-object");
    }
    if (FrameLayout.GLUE.isAt(bytes, offset, length)
        || FrameLayout.GLUE_ZLIB.isAt(bytes, offset, length)) {
      return "; it looks like the header of AWS Glue's serializer (03 "
          + (bytes[offset + 1] == 0 ? "00" : "05")
          + " and a UUID)"
          + settingThatReads(IdPlacement.GLUE);
    }
    if (length >= FrameLayout.GLUE.length && startsWith(bytes, offset, length, 3)) {
      return "; it may have the header of AWS Glue's serializer, with a compression that is not"
          + " read: "
          + (bytes[offset + 1] & 0xFF)
          + " is neither 0 nor 5";
    }
    if (startsWith(bytes, offset, length, 'O', 'b', 'j', 1)) {
      return "; it looks like an Avro container file, which holds its schema itself; read it with"
          + " Avro's DataFileReader";
    }
    boolean isReadAsJson =
        placements.contains(IdPlacement.NONE) && format.schemaOfAnything() != null;
    if (!isReadAsJson && isJson(bytes, offset, length)) {
      return "; it looks like plain JSON text without a schema's id"
          + (format.schemaOfAnything() != null
              ? settingThatReads(IdPlacement.NONE)
              : "; read it with a deserializer for JSON or text, such as Kafka's"
                  + " StringDeserializer, or have its producer use a serializer of a schema"
                  + " registry");
    }
    if (FrameLayout.SHORT_LONG_ID.isAt(bytes, offset, length)) {
      return "; it looks like a 0 and an id of 8 bytes" + settingThatReads(IdPlacement.APICURIO_2);
    }
    return FrameLayout.INT_ID.isAt(bytes, offset, length)
        ? "; it looks like a 0 and an id of 4 bytes" + settingThatReads(IdPlacement.DUAL)
        : "";
  }

  private static String truncated(String frame, int length, FrameLayout layout) {
    return "; it begins as "
        + frame
        + " does, and is cut: it has "
        + length
        + " of the "
        + layout.length
        + " bytes that come before the payload";
  }

  /** Returns a hint from the headers of a record; empty if there is none. */
  private String hint(@Nullable Headers headers) {
    if (headers == null) {
      return "";
    }
    String confluent = WireFormat.headerName(isKey);
    boolean isIgnored =
        !placements.contains(IdPlacement.DUAL) && !placements.contains(IdPlacement.HEADER);
    if (isIgnored && headers.lastHeader(confluent) != null) {
      return "; it has the header " + confluent + settingThatReads(IdPlacement.HEADER);
    }
    String apicurio = isKey ? "apicurio.key." : "apicurio.value.";
    for (Header header : headers) {
      if (header.key().startsWith(apicurio)) {
        return "; it has the headers of Apicurio's serializer"
            + (placements.contains(IdPlacement.APICURIO_2)
                    || placements.contains(IdPlacement.APICURIO_3)
                ? ", but neither a globalId nor a contentId among those that begin with " + apicurio
                : settingThatReads(IdPlacement.APICURIO_3));
      }
    }
    return "";
  }

  /** Returns a hint for an id that the registry does not have; empty if there is none. */
  public String hintForUnknownId(int id) {
    return id == 0
        ? "; no registry gives the id 0, so these look like the first bytes of the 8-byte ids of"
            + " Apicurio's serializer"
            + settingThatReads(IdPlacement.APICURIO_2)
        : "; check that the record was written with this registry and context. Where Apicurio's"
            + " serializer wrote it, the id may be a contentId or globalId that the registry's"
            + " Confluent API does not have"
            + settingThatReads(
                IdPlacement.APICURIO_3,
                placements.contains(IdPlacement.PREFIX) || placements.contains(IdPlacement.DUAL))
            + ", with "
            + SerdeKeys.APICURIO_USE_ID
            + " for what it is";
  }

  /** Returns a hint for an 8-byte id that the registry does not have; empty if there is none. */
  public String hintForUnknownLongId(long id) {
    return id >>> Integer.SIZE == 0
        ? ""
        : "; an id as large as this looks like one of 4 bytes with a part of the payload"
            + settingThatReads(IdPlacement.APICURIO_3);
  }

  private String settingThatReads(IdPlacement place) {
    return settingThatReads(place, false);
  }

  /**
   * Returns the setting that adds a placement to the configured ones.
   *
   * @param replacesPrefix whether it reads the same bytes as prefix and dual, and so replaces them
   */
  private String settingThatReads(IdPlacement place, boolean replacesPrefix) {
    List<IdPlacement> list = new ArrayList<>();
    for (IdPlacement each : placements) {
      boolean isReplaced =
          replacesPrefix && (each == IdPlacement.PREFIX || each == IdPlacement.DUAL);
      if (!each.acceptsAnyPayload() && !isReplaced) {
        list.add(each);
      }
    }
    list.add(place);
    placements.stream().filter(IdPlacement::acceptsAnyPayload).forEach(list::add);
    String value = String.join(",", list.stream().distinct().map(IdPlacement::key).toList());
    return "; " + key + "=" + value + " reads it";
  }

  private static boolean startsWith(byte[] bytes, int offset, int length, int... expected) {
    if (length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[offset + i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes begin like JSON text, after white space and a byte order mark. */
  private static boolean isJson(byte[] bytes, int offset, int length) {
    int next = offset + (startsWith(bytes, offset, length, 0xEF, 0xBB, 0xBF) ? BYTE_ORDER_MARK : 0);
    int end = offset + length;
    while (next < end && isSpace(bytes[next])) {
      next++;
    }
    if (next == end) {
      return false;
    }
    char first = (char) (bytes[next] & 0xFF);
    return first == '{'
        || first == '['
        || first == '"'
        || isWord(bytes, next, end, "true")
        || isWord(bytes, next, end, "false")
        || isWord(bytes, next, end, "null")
        || isNumber(bytes, next, end);
  }

  private static boolean isWord(byte[] bytes, int offset, int end, String word) {
    byte[] expected = word.getBytes(StandardCharsets.US_ASCII);
    if (end - offset < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[offset + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether all remaining bytes are one number; a single digit could be anything. */
  private static boolean isNumber(byte[] bytes, int offset, int end) {
    boolean hasDigit = false;
    for (int i = offset; i < end; i++) {
      char next = (char) (bytes[i] & 0xFF);
      boolean isDigit = next >= '0' && next <= '9';
      if (!isDigit && "+-.eE".indexOf(next) < 0 && !isSpace(bytes[i])) {
        return false;
      }
      hasDigit |= isDigit;
    }
    return hasDigit;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
  }
}
