// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import static io.velostream.schema.boot.Sent.Part.BOTH;
import static io.velostream.schema.boot.Sent.Part.KEY;
import static io.velostream.schema.boot.Sent.Part.LISTENER;
import static io.velostream.schema.boot.Sent.Part.NONE;
import static io.velostream.schema.boot.Sent.Part.VALUE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who writes dead letters in the application, and what is expected of that. */
enum DeadLetters {
  /** The deserializers: each knows its part, and null stands in its place. */
  OF_DESERIALIZERS("default", ".dead-letters"),
  /** Spring's recoverer. */
  OF_SPRING("spring-dead-letters", "-dlt"),
  /** The consumer. */
  OF_CONSUMER("whole-dead-letters", ".dead-letters");

  /** Spring's recoverer gets what listeners refuse. */
  private static final String OF_LISTENERS = "-dlt";

  private final String profile;
  private final String suffix;

  DeadLetters(String profile, String suffix) {
    this.profile = profile;
    this.suffix = suffix;
  }

  String profile() {
    return profile;
  }

  /** What the names of the topics with dead letters end with. */
  Set<String> suffixes() {
    return new TreeSet<>(List.of(suffix, OF_LISTENERS));
  }

  /** What listeners get of what was sent: the number, or null. */
  List<Long> delivered(List<Sent> sent) {
    List<Long> ids = new ArrayList<>();
    for (Sent each : sent) {
      boolean isWhole = each.broken() == NONE;
      if (isWhole || (this == OF_DESERIALIZERS && each.broken() != LISTENER)) {
        ids.add(each.id());
      }
    }
    return ids;
  }

  /** Key, value and header of each dead letter of a topic. */
  List<String> written(List<Sent> sent, String suffixOfTopic) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      Sent each = sent.get(i);
      byte[] header = {(byte) i};
      boolean isUnread = each.broken() != NONE && each.broken() != LISTENER;
      if (each.broken() == LISTENER && suffixOfTopic.equals(OF_LISTENERS)) {
        texts.add(Sent.text(each.key(), each.value(), header));
      } else if (isUnread && suffixOfTopic.equals(suffix)) {
        addUnread(texts, each, header);
      }
    }
    return texts;
  }

  private void addUnread(List<String> texts, Sent sent, byte[] header) {
    if (this != OF_DESERIALIZERS) {
      texts.add(Sent.text(sent.key(), sent.value(), header));
      return;
    }
    if (sent.broken() == KEY || sent.broken() == BOTH) {
      texts.add(Sent.text(sent.key(), null, header));
    }
    if (sent.broken() == VALUE || sent.broken() == BOTH) {
      texts.add(Sent.text(null, sent.value(), header));
    }
  }
}
