// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/**
 * How newest versions are read again in the background before their time is over.
 *
 * @param isEnabled whether they are; when not, the lookup that finds one due waits for the registry
 * @param latestShare by which share of its time a newest version has been read again, above 0 and
 *     up to 1
 * @param jitterShare how far before that it may happen, as a share of its time, from 0 to {@code
 *     latestShare}; each client picks its own moment, so that many do not call together
 * @param maxCalls most calls under way at once, at least 1
 */
public record RefreshSettings(
    boolean isEnabled, double latestShare, double jitterShare, int maxCalls) {

  /** At a random moment between 60 % and 90 % of the time; at most 2 calls at once. */
  public static final RefreshSettings DEFAULT = new RefreshSettings(true, 0.9, 0.3, 2);

  public RefreshSettings {
    if (!(latestShare > 0 && latestShare <= 1)) {
      throw new IllegalArgumentException(
          "latestShare must be above 0 and up to 1, but is " + latestShare);
    }
    if (!(jitterShare >= 0 && jitterShare <= latestShare)) {
      throw new IllegalArgumentException(
          "jitterShare "
              + jitterShare
              + " must be between 0 and latestShare, which is "
              + latestShare);
    }
    if (maxCalls < 1) {
      throw new IllegalArgumentException("maxCalls must be at least 1, but is " + maxCalls);
    }
  }

  /** No refresh in the background. */
  public static RefreshSettings disabled() {
    return new RefreshSettings(false, DEFAULT.latestShare, DEFAULT.jitterShare, DEFAULT.maxCalls);
  }
}
