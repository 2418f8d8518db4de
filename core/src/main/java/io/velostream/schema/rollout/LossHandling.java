// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

/** What happens to a value that the version to be written cannot carry as a whole. */
public enum LossHandling {
  /** The serializer throws, and the record is not sent. */
  ERROR,
  /** The record is sent without what the version cannot carry, and the loss is reported. */
  REPORT
}
