// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One frame that a deserializer reads.
 *
 * @param header the record header that the frame is the value of; null where it stands before the
 *     payload
 * @param layout the frame's bytes
 * @param kind what the number in it is
 */
public record FrameRule(@Nullable String header, FrameLayout layout, FrameKey.Kind kind) {

  /** The value of the last header of this rule; null when there is none. */
  public byte @Nullable [] valueIn(@Nullable Headers headers) {
    if (header == null || headers == null) {
      return null;
    }
    Header last = headers.lastHeader(header);
    return last == null ? null : last.value();
  }

  /** How many bytes stand before the payload. */
  public int prefixLength() {
    return header == null ? layout.length : 0;
  }
}
