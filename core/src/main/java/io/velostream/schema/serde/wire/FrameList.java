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
 * The frames that one deserializer reads where it reads others than Confluent's, or several.
 *
 * <p>Which frame a record has is decided by its headers and its first bytes alone, never by what a
 * registry says:
 *
 * <ol>
 *   <li>Headers first, in the order of the list: a payload of which a header names the schema is
 *       bare, and may begin with any byte.
 *   <li>Then the first bytes, in the order of the list, with one exception. Ids of 4 and of 8 bytes
 *       both follow a 0. Where the list has both, an id begins with four bytes of 0 if and only if
 *       it is one of 8 bytes: no registry gives the id 0, and an id of 8 bytes above 4,294,967,295
 *       is then not read. Where the list has ids of 8 bytes only, they may have any value.
 *   <li>Last, where the list ends so, the payload without a frame.
 * </ol>
 *
 * <p>Looking allocates nothing. Immutable.
 */
public final class FrameList {

  private final String key;
  private final String what;
  private final ForeignFrame foreign;
  private final FrameRule[] ofHeaders;
  private final FrameRule[] ofPayload;
  private final String encodingHeader;
  private final String formatType;

  private FrameList(
      List<IdPlacement> places, SerdeConfig config, String formatType, ForeignFrame foreign) {
    this.key = IdReader.key(config);
    this.what = config.isKey() ? "key" : "value";
    this.formatType = formatType;
    this.foreign = foreign;
    this.encodingHeader = apicurioHeader("encoding");
    Set<FrameRule> headers = new LinkedHashSet<>();
    places.forEach(place -> headers.addAll(headers(place, config)));
    this.ofHeaders = headers.toArray(FrameRule[]::new);
    Set<FrameRule> prefixes = new LinkedHashSet<>();
    if (places.contains(IdPlacement.APICURIO_2)) {
      boolean hasOthers = places.stream().anyMatch(FrameList::hasIntIds);
      prefixes.add(
          new FrameRule(
              null,
              hasOthers ? FrameLayout.SHORT_LONG_ID : FrameLayout.LONG_ID,
              apicurioKind(config, IdPlacement.APICURIO_2)));
    }
    places.forEach(place -> prefixes.addAll(prefixes(place, config)));
    this.ofPayload = prefixes.toArray(FrameRule[]::new);
  }

  /**
   * The frames of a list; null where there is one place, which Confluent's deserializers know.
   *
   * @param formatType the format's name
   */
  public static @Nullable FrameList of(
      List<IdPlacement> places, SerdeConfig config, String formatType, ForeignFrame foreign) {
    return places.size() == 1 && places.get(0).isConfluent()
        ? null
        : new FrameList(places, config, formatType, foreign);
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
    return "apicurio." + what + "." + name;
  }

  /** What the ids before a payload are: as the configuration says, or as the version's default. */
  private static FrameKey.Kind apicurioKind(SerdeConfig config, IdPlacement place) {
    String given = config.text(SerdeKeys.APICURIO_USE_ID);
    boolean isContentId =
        given == null ? place == IdPlacement.APICURIO_3 : given.equals(SerdeKeys.CONTENT_ID);
    return isContentId ? FrameKey.Kind.APICURIO_CONTENT_ID : FrameKey.Kind.APICURIO_GLOBAL_ID;
  }

  /** Whether the schemas of records are looked for in the subject of their topic. */
  public boolean usesSubject() {
    return Arrays.stream(ofPayload).anyMatch(rule -> rule.kind() == FrameKey.Kind.FINGERPRINT);
  }

  /**
   * The frame that a record has.
   *
   * @param head what the payload begins with, from {@code offset}: all of it, or {@link
   *     FrameLayout#LONGEST} bytes
   * @param length how many bytes the payload has
   * @throws SerializationException when it has none of the list
   */
  public FrameRule find(
      String topic, @Nullable Headers headers, byte[] head, int offset, int length) {
    FrameRule inHeader = headers == null ? null : findHeader(topic, headers);
    if (inHeader != null) {
      return inHeader;
    }
    for (FrameRule rule : ofPayload) {
      if (rule.layout().isAt(head, offset, length)) {
        return rule;
      }
    }
    throw malformed(
        topic,
        "has none of the frames that "
            + key
            + " names"
            + (length == 0 ? ": it is empty" : foreign.hint(headers, head, offset, length)));
  }

  /**
   * What a record looks like that could not be read: one that was taken to have no frame, or one
   * whose payload was taken to be bare since a header names its schema. Empty for nothing.
   */
  public String hint(
      FrameRule rule, @Nullable Headers headers, byte[] head, int offset, int length) {
    if (rule.layout() == FrameLayout.NONE) {
      return foreign.hint(headers, head, offset, length);
    }
    return rule.header() != null && beginsWithFrame(head, offset, length)
        ? "; the header "
            + rule.header()
            + " names its schema, so its payload is taken to be bare, but it begins as one with a"
            + " frame does: if the header was copied from another record, leave it out"
        : "";
  }

  private boolean beginsWithFrame(byte[] head, int offset, int length) {
    for (FrameRule rule : ofPayload) {
      if (rule.layout() != FrameLayout.NONE && rule.layout().isAt(head, offset, length)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable FrameRule findHeader(String topic, Headers headers) {
    String malformed = null;
    for (FrameRule rule : ofHeaders) {
      Header last = headers.lastHeader(rule.header());
      if (last != null) {
        byte[] value = last.value();
        if (value != null
            && value.length == rule.layout().length
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

  /** Apicurio's Avro serializer writes JSON on request, and says so in a header. */
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
        "cannot deserialize a " + what + " of topic " + topic + ": it " + problem);
  }
}
