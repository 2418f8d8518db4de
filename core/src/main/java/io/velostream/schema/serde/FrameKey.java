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
