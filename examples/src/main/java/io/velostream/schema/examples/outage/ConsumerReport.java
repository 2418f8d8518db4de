// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

/** What the consumer's processes have said, one after the other. Belongs to one thread. */
final class ConsumerReport {

  private final SequenceCheck sequence = new SequenceCheck();
  private long failed;
  private String firstFailure = "";
  private boolean isStale;
  private boolean isEnded;
  private long servedStale;
  private long servedStaleBefore;
  private int id;
  private int version;
  private int expectedId;
  private int expectedVersion;

  /** Says what newest schema readings should be written with and read as from now on. */
  void expect(int id, int version) {
    expectedId = id;
    expectedVersion = version;
  }

  /** Begins with another process. */
  void opened() {
    isEnded = false;
    servedStaleBefore += servedStale;
    servedStale = 0;
  }

  /** Takes a line of {@link OutageConsumer}'s. */
  void take(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "read" -> {
        sequence.arrived(Long.parseLong(words[1]), Long.parseLong(words[2]));
        id = Integer.parseInt(words[3]);
        version = Integer.parseInt(words[4]);
      }
      case "stale" -> {
        isStale = words[1].equals("yes");
        servedStale = Long.parseLong(words[2]);
      }
      case ConsumerProcess.END -> isEnded = true;
      default -> {
        failed++;
        firstFailure = firstFailure.isEmpty() ? " " + line : firstFailure;
      }
    }
  }

  long received() {
    return sequence.received();
  }

  long lost(long sent) {
    return sequence.lost(sent);
  }

  long repeated() {
    return sequence.repeated();
  }

  long failed() {
    return failed;
  }

  /** What the first failure was, with a space before; empty if there was none. */
  String firstFailure() {
    return firstFailure;
  }

  /** Whether the consumer goes on with a newest version that it could not read again. */
  boolean isStale() {
    return isStale;
  }

  long servedStale() {
    return servedStaleBefore + servedStale;
  }

  /** The version that the last reading was read as. */
  int version() {
    return version;
  }

  /** Whether the last reading was written with, and read as, what is expected. */
  boolean isAsExpected() {
    return id == expectedId && version == expectedVersion;
  }

  boolean isEnded() {
    return isEnded;
  }
}
