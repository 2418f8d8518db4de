// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.util.UUID;

/**
 * What a frame names a schema by.
 *
 * @param isGuid whether it is a GUID, not an id
 * @param high the upper half of the GUID; 0 for an id
 * @param low the lower half of the GUID; the id
 */
record FrameKey(boolean isGuid, long high, long low) {

  /** The key that the whole frame at {@code offset} holds. */
  static FrameKey of(byte[] frame, int offset) {
    return WireFormat.isGuid(frame, offset)
        ? new FrameKey(true, WireFormat.guidHigh(frame, offset), WireFormat.guidLow(frame, offset))
        : new FrameKey(false, 0, WireFormat.id(frame, offset));
  }

  int id() {
    return (int) low;
  }

  UUID guid() {
    return new UUID(high, low);
  }

  @Override
  public String toString() {
    return isGuid ? "GUID " + guid() : "id " + low;
  }
}
