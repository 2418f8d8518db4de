// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

/** Which of two schemas reads, and which one has written the data. */
public enum Direction {
  /** The new schema reads data of the old one. */
  BACKWARD,
  /** The old schema reads data of the new one. */
  FORWARD
}
