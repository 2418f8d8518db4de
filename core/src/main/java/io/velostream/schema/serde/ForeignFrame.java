// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the first bytes, or by the names of headers, who may have written a record that this
 * library cannot read, in words without the record's content. Looked at for an error message only.
 *
 * <p>Sources: the Avro specification (object container files, single-object encoding), AWS Glue's
 * header (version 3, compression 0 or 5, the UUID of the schema's version) and Apicurio's frame
 * (magic byte 0 and an id of 8 or 4 bytes).
 */
final class ForeignFrame {

  private static final int BYTE_ORDER_MARK = 3;

  private static final String WRITE_WITH_OURS =
      "; this library does not read that frame yet: read it with what it was written for, or have"
          + " its producer use a serializer of this library or of Confluent's";
  private static final String APICURIO =
      " of Apicurio's serializer; this library does not read them yet: set"
          + " apicurio.registry.as-confluent=true at its producer, or read with Apicurio's"
          + " deserializer";

  private ForeignFrame() {}

  /** What bytes without a frame of ours look like, to be added to a sentence; empty for nothing. */
  static String hint(byte[] bytes, int offset, int length) {
    if (startsWith(bytes, offset, length, 0xC3, 0x01)) {
      return "; it looks like Avro's single-object encoding (C3 01 and a fingerprint)"
          + WRITE_WITH_OURS;
    }
    if (length >= WireFormat.GUID_FRAME_LENGTH
        && (startsWith(bytes, offset, length, 3, 0) || startsWith(bytes, offset, length, 3, 5))) {
      return "; it looks like the header of AWS Glue's serializer (03 "
          + (bytes[offset + 1] == 0 ? "00" : "05")
          + " and a UUID)"
          + WRITE_WITH_OURS;
    }
    if (startsWith(bytes, offset, length, 'O', 'b', 'j', 1)) {
      return "; it looks like an Avro container file, which holds its schema itself; read it with"
          + " Avro's DataFileReader";
    }
    if (isJson(bytes, offset, length)) {
      return "; it looks like plain JSON text without a schema's id; read it with a deserializer"
          + " for JSON or text, such as Kafka's StringDeserializer, or have its producer use a"
          + " serializer of a schema registry";
    }
    return "";
  }

  /** What the headers of a record tell; empty for nothing. */
  static String hint(@Nullable Headers headers) {
    if (headers != null) {
      for (Header header : headers) {
        if (header.key().startsWith("apicurio.")) {
          return "; it has the headers" + APICURIO;
        }
      }
    }
    return "";
  }

  /** What an id that the registry does not have tells; empty for nothing. */
  static String unknownId(int id) {
    return id == 0
        ? "; no registry gives the id 0, so these may be the first bytes of the 8-byte ids"
            + APICURIO
        : "; check that the record was written with this registry and context. Where Apicurio's"
            + " serializer wrote it, the id may be a contentId or globalId that the registry's"
            + " Confluent API does not have";
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

  /** Whether bytes begin as a JSON text does, after white space and a byte order mark. */
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

  /** Whether all that is left is one number: a digit alone could begin anything. */
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
