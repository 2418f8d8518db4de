// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

/** How the time of a version is known. */
public enum TimeSource {
  /** The audit log has its first registration by an audited client. */
  REGISTERED("registered"),
  /** Audit log or lineage have its first use. */
  FIRST_USE("first used");

  private final String words;

  TimeSource(String words) {
    this.words = words;
  }

  /** The source in words that come before the time. */
  public String words() {
    return words;
  }
}
