// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One frame that a deserializer reads.
 *
 * @param header the record header that holds the frame; null if the frame precedes the payload
 * @param layout the layout of the frame
 * @param kind the kind of key
 */
public record FrameRule(@Nullable String header, FrameLayout layout, FrameKey.Kind kind) {

  private static final byte[] NO_FRAME = {};

  /** The value of the last header of this rule; null when there is none. */
  public byte @Nullable [] valueIn(@Nullable Headers headers) {
    if (header == null || headers == null) {
      return null;
    }
    Header last = headers.lastHeader(header);
    return last == null ? null : last.value();
  }

  /** The frame of a record if it does not precede the payload; empty if there is none at all. */
  public byte @Nullable [] frameElsewhere(@Nullable Headers headers) {
    return layout == FrameLayout.NONE ? NO_FRAME : valueIn(headers);
  }

  /** Where bytes of the format begin in a frame. */
  public int suffix() {
    return layout.length;
  }

  /** The length of the frame before the payload. */
  public int prefixLength() {
    return header == null ? layout.length : 0;
  }
}
