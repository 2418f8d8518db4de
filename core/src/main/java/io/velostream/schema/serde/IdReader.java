// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Finds the frame that names a record's schema, where the configuration says to look. */
final class IdReader {

  private final boolean needsHeader;
  private final boolean ignoresHeaders;
  private final String headerName;
  private final String what;

  IdReader(SerdeConfig config) {
    String key = config.isKey() ? SerdeKeys.KEY_ID_DESERIALIZER : SerdeKeys.VALUE_ID_DESERIALIZER;
    String text = config.text(key);
    IdPlacement placement = text == null ? IdPlacement.DUAL : IdPlacement.ofKey(text);
    needsHeader = placement == IdPlacement.HEADER;
    ignoresHeaders = placement == IdPlacement.PREFIX;
    headerName = WireFormat.headerName(config.isKey());
    what = config.isKey() ? "key" : "value";
  }

  /**
   * The frame in the last header of the name; null when the frame stands before the payload.
   *
   * @throws SerializationException when the header holds no frame, or is missing and must be there
   */
  byte @Nullable [] header(String topic, @Nullable Headers headers) {
    if (headers == null ? !needsHeader : ignoresHeaders) {
      return null;
    }
    Header header = headers == null ? null : headers.lastHeader(headerName);
    if (header != null) {
      return requireFrame(topic, header.value());
    }
    if (needsHeader) {
      throw malformed(topic, "has no header " + headerName);
    }
    return null;
  }

  /**
   * The length of the frame before the payload.
   *
   * @throws SerializationException when there is no whole frame
   */
  int prefixLength(String topic, byte[] bytes, int offset, int length) {
    int frameLength = WireFormat.frameLength(bytes, offset, length);
    if (frameLength == 0) {
      throw malformed(topic, WireFormat.problem(bytes, offset, length));
    }
    return frameLength;
  }

  private byte[] requireFrame(String topic, byte @Nullable [] value) {
    if (value == null) {
      throw malformed(topic, "has a header " + headerName + " without a value");
    }
    int frameLength = WireFormat.frameLength(value, 0, value.length);
    if (frameLength == 0) {
      String problem = WireFormat.problem(value, 0, value.length);
      throw malformed(topic, "has a header " + headerName + " that " + problem);
    }
    if (frameLength != value.length) {
      throw malformed(
          topic, "has a header " + headerName + " of " + value.length + " bytes, too many");
    }
    return value;
  }

  private SerializationException malformed(String topic, String problem) {
    return new SerializationException(
        "cannot deserialize a " + what + " of topic " + topic + ": it " + problem);
  }
}
