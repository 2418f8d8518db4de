// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The frames that a deserializer reads, if it reads several, or others than Confluent's.
 *
 * <p>The frame of a record is determined by its headers and first bytes only, without requests to a
 * registry:
 *
 * <ol>
 *   <li>Headers first, in the order of the list: if a header names the schema, the payload is bare
 *       and may begin with any byte.
 *   <li>Then the first bytes, in the order of the list, with one exception. Ids of 4 and of 8 bytes
 *       both follow a 0. Where the list has both, an id begins with four bytes of 0 if and only if
 *       it is one of 8 bytes: no registry gives the id 0, and an id of 8 bytes above 4,294,967,295
 *       is then not read. Where the list has ids of 8 bytes only, they may have any value.
 *   <li>Last, if the list contains it, the payload without a frame.
 * </ol>
 *
 * <p>Lookups do not allocate. Immutable.
 */
public final class FrameList {

  private final String key;
  private final String keyOrValue;
  private final FrameHints hints;
  private final FrameRule[] headerRules;
  private final FrameRule[] prefixRules;
  private final String encodingHeader;
  private final String formatType;
  private final boolean allowsSuffix;

  private FrameList(
      List<IdPlacement> placements,
      SerdeConfig config,
      String formatType,
      FrameHints foreign,
      boolean allowsSuffix) {
    this.allowsSuffix = allowsSuffix;
    this.key = IdReader.key(config);
    this.keyOrValue = config.isKey() ? "key" : "value";
    this.formatType = formatType;
    this.hints = foreign;
    this.encodingHeader = apicurioHeader("encoding");
    Set<FrameRule> headers = new LinkedHashSet<>();
    placements.forEach(place -> headers.addAll(headers(place, config)));
    this.headerRules = headers.toArray(FrameRule[]::new);
    Set<FrameRule> prefixes = new LinkedHashSet<>();
    if (placements.contains(IdPlacement.APICURIO_2)) {
      boolean hasOthers = placements.stream().anyMatch(FrameList::hasIntIds);
      prefixes.add(
          new FrameRule(
              null,
              hasOthers ? FrameLayout.SHORT_LONG_ID : FrameLayout.LONG_ID,
              apicurioKind(config, IdPlacement.APICURIO_2)));
    }
    placements.forEach(place -> prefixes.addAll(prefixes(place, config)));
    this.prefixRules = prefixes.toArray(FrameRule[]::new);
  }

  /**
   * Creates the frames of a list; null if there is a single placement of Confluent's.
   *
   * @param formatType the format's name
   */
  public static @Nullable FrameList of(
      List<IdPlacement> placements, SerdeConfig config, String formatType, FrameHints foreign) {
    return of(placements, config, formatType, foreign, false);
  }

  /**
   * Creates the frames of a list; null if there is a single placement of Confluent's.
   *
   * @param formatType the format's name
   * @param allowsSuffix whether bytes of the format follow the id in a header of Confluent's
   */
  public static @Nullable FrameList of(
      List<IdPlacement> placements,
      SerdeConfig config,
      String formatType,
      FrameHints foreign,
      boolean allowsSuffix) {
    return placements.size() == 1 && placements.get(0).isConfluent()
        ? null
        : new FrameList(placements, config, formatType, foreign, allowsSuffix);
  }

  private static boolean hasIntIds(IdPlacement place) {
    return place == IdPlacement.PREFIX
        || place == IdPlacement.DUAL
        || place == IdPlacement.APICURIO_3;
  }

  private List<FrameRule> headers(IdPlacement place, SerdeConfig config) {
    return switch (place) {
      case HEADER, DUAL -> {
        String name = WireFormat.headerName(config.isKey());
        yield List.of(
            new FrameRule(name, FrameLayout.INT_ID, FrameKey.Kind.ID),
            new FrameRule(name, FrameLayout.GUID, FrameKey.Kind.GUID));
      }
      case APICURIO_2, APICURIO_3 ->
          List.of(
              new FrameRule(
                  apicurioHeader("globalId"),
                  FrameLayout.BARE_LONG_ID,
                  FrameKey.Kind.APICURIO_GLOBAL_ID),
              new FrameRule(
                  apicurioHeader("contentId"),
                  FrameLayout.BARE_LONG_ID,
                  FrameKey.Kind.APICURIO_CONTENT_ID));
      case PREFIX, CONFIG, GLUE, SINGLE_OBJECT, NONE -> List.of();
    };
  }

  private static List<FrameRule> prefixes(IdPlacement place, SerdeConfig config) {
    return switch (place) {
      case PREFIX, DUAL ->
          List.of(
              prefix(FrameLayout.INT_ID, FrameKey.Kind.ID),
              prefix(FrameLayout.GUID, FrameKey.Kind.GUID));
      case APICURIO_3 -> List.of(prefix(FrameLayout.INT_ID, apicurioKind(config, place)));
      case GLUE ->
          List.of(
              prefix(FrameLayout.GLUE, FrameKey.Kind.GLUE_VERSION),
              prefix(FrameLayout.GLUE_ZLIB, FrameKey.Kind.GLUE_VERSION));
      case SINGLE_OBJECT -> List.of(prefix(FrameLayout.SINGLE_OBJECT, FrameKey.Kind.FINGERPRINT));
      case NONE, CONFIG -> List.of(prefix(FrameLayout.NONE, FrameKey.Kind.CONFIGURED));
      case HEADER, APICURIO_2 -> List.of();
    };
  }

  private static FrameRule prefix(FrameLayout layout, FrameKey.Kind kind) {
    return new FrameRule(null, layout, kind);
  }

  private String apicurioHeader(String name) {
    return "apicurio." + keyOrValue + "." + name;
  }

  /** The kind of ids before a payload: as configured, or the default of the version. */
  private static FrameKey.Kind apicurioKind(SerdeConfig config, IdPlacement place) {
    String configured = config.text(SerdeKeys.APICURIO_USE_ID);
    boolean isContentId =
        configured == null
            ? place == IdPlacement.APICURIO_3
            : configured.equals(SerdeKeys.CONTENT_ID);
    return isContentId ? FrameKey.Kind.APICURIO_CONTENT_ID : FrameKey.Kind.APICURIO_GLOBAL_ID;
  }

  /** Whether schemas are looked up in the subject of the topic. */
  public boolean usesSubject() {
    return Arrays.stream(prefixRules).anyMatch(rule -> rule.kind() == FrameKey.Kind.FINGERPRINT);
  }

  /**
   * Finds the frame of a record.
   *
   * @param head the payload from {@code offset}: all of it, or at least its first {@link
   *     FrameLayout#MAX_LENGTH} bytes
   * @param length the length of the payload
   * @throws SerializationException if it has no frame of the list
   */
  public FrameRule find(
      String topic, @Nullable Headers headers, byte[] head, int offset, int length) {
    FrameRule inHeader = headers == null ? null : findHeader(topic, headers);
    if (inHeader != null) {
      return inHeader;
    }
    for (FrameRule rule : prefixRules) {
      if (rule.layout().isAt(head, offset, length)) {
        return rule;
      }
    }
    throw malformed(
        topic,
        "has none of the frames that "
            + key
            + " names"
            + (length == 0 ? ": it is empty" : hints.hint(headers, head, offset, length)));
  }

  /**
   * Returns a hint for an unreadable record that was read without a frame, or with the schema of a
   * header; empty if there is none.
   */
  public String hint(
      FrameRule rule, @Nullable Headers headers, byte[] head, int offset, int length) {
    if (rule.layout() == FrameLayout.NONE) {
      return hints.hint(headers, head, offset, length);
    }
    return rule.header() != null && beginsWithFrame(head, offset, length)
        ? "; the header "
            + rule.header()
            + " names its schema, so its payload is taken to be bare, but it begins as one with a"
            + " frame does: if the header was copied from another record, leave it out"
        : "";
  }

  private boolean beginsWithFrame(byte[] head, int offset, int length) {
    for (FrameRule rule : prefixRules) {
      if (rule.layout() != FrameLayout.NONE && rule.layout().isAt(head, offset, length)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable FrameRule findHeader(String topic, Headers headers) {
    String malformed = null;
    for (FrameRule rule : headerRules) {
      Header last = headers.lastHeader(rule.header());
      if (last != null) {
        byte[] value = last.value();
        if (value != null
            && isComplete(rule.layout(), value.length)
            && rule.layout().isAt(value, 0, value.length)) {
          requireBinary(topic, rule, headers);
          return rule;
        }
        malformed = rule.header();
      }
    }
    if (malformed != null) {
      throw malformed(topic, "has a header " + malformed + " that holds no schema id");
    }
    return null;
  }

  private boolean isComplete(FrameLayout layout, int length) {
    boolean hasSuffix =
        allowsSuffix && (layout == FrameLayout.INT_ID || layout == FrameLayout.GUID);
    return hasSuffix ? length >= layout.length : length == layout.length;
  }

  /** Refuses Avro in JSON encoding, which Apicurio's serializer can write and marks by a header. */
  private void requireBinary(String topic, FrameRule rule, Headers headers) {
    if (rule.layout() != FrameLayout.BARE_LONG_ID) {
      return;
    }
    Header encoding = headers.lastHeader(encodingHeader);
    byte[] value = encoding == null ? null : encoding.value();
    if (value != null && value.length > 0 && value[0] == 'J' && !formatType.equals("JSON")) {
      throw malformed(
          topic,
          "is Avro in its JSON encoding, as the header "
              + encodingHeader
              + " says, which is not read; set apicurio.registry.avro.encoding=BINARY at its"
              + " producer");
    }
  }

  private SerializationException malformed(String topic, String problem) {
    return new SerializationException(
        "cannot deserialize a " + keyOrValue + " of topic " + topic + ": it " + problem);
  }
}
