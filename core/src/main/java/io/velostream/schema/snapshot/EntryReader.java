// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.snapshot.SnapshotEntry.Associated;
import io.velostream.schema.snapshot.SnapshotEntry.CoUsage;
import io.velostream.schema.snapshot.SnapshotEntry.Foreign;
import io.velostream.schema.snapshot.SnapshotEntry.Identity;
import io.velostream.schema.snapshot.SnapshotEntry.Known;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the bytes of an {@link EntryWriter}. Allocations are limited by the remaining bytes.
 * Equal schemas share one object. Not safe for use by many threads.
 */
final class EntryReader {

  private final byte[] all;
  private final ByteBuffer bytes;
  private final List<SchemaDefinition> definitions = new ArrayList<>();
  private final Map<RegisteredSchema, RegisteredSchema> schemas = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private EntryReader(byte[] all) {
    this.all = all;
    this.bytes = ByteBuffer.wrap(all);
  }

  /**
   * All entries.
   *
   * @throws UnreadableSnapshotException when any entry is damaged
   */
  static List<SnapshotEntry> read(byte[] bytes) throws UnreadableSnapshotException {
    EntryReader reader = new EntryReader(bytes);
    List<SnapshotEntry> entries = new ArrayList<>();
    try {
      while (reader.bytes.hasRemaining()) {
        SnapshotEntry entry = reader.next();
        if (entry != null) {
          entries.add(entry);
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new UnreadableSnapshotException("entry " + entries.size() + " is malformed", e);
    }
    return entries;
  }

  /**
   * Reads the next entry; null for a definition, which other entries refer to, and for an unknown
   * type.
   */
  private @Nullable SnapshotEntry next() throws UnreadableSnapshotException {
    int start = bytes.position();
    byte code = bytes.get();
    int length = readCount();
    int end = bytes.position() + length;
    CRC32C crc = new CRC32C();
    crc.update(all, start, end - start);
    if (bytes.getInt(end) != (int) crc.getValue()) {
      throw new UnreadableSnapshotException("the checksum of an entry is wrong");
    }
    EntryType type = EntryType.of(code);
    SnapshotEntry entry = null;
    if (type == null) {
      bytes.position(end); // of a later format version
    } else if (type == EntryType.DEFINITION) {
      definitions.add(readDefinition());
    } else if (type == EntryType.IDENTITY) {
      entry = new Identity(readId(), Fingerprint.read(bytes), readTime());
    } else if (type == EntryType.CO_USAGE) {
      entry = readCoUsage();
    } else if (type == EntryType.ASSOCIATED) {
      entry = readAssociated();
    } else if (type == EntryType.FOREIGN) {
      entry = new Foreign(readForeignKey(), readSchema(), readTime());
    } else {
      entry = new Known(readKey(type), readSchema(), readTime());
    }
    if (bytes.position() != end) {
      throw new UnreadableSnapshotException("an entry has the wrong length");
    }
    bytes.position(end + Integer.BYTES);
    return entry;
  }

  private SchemaKey readKey(EntryType type) {
    return switch (type) {
      case BY_ID -> new SchemaKey.ById(readId());
      case BY_GUID -> new SchemaKey.ByGuid(readName(), readGuid());
      case AT_VERSION -> new SchemaKey.AtVersion(readSubjectVersion());
      case LATEST -> new SchemaKey.Latest(readSubject());
      case LATEST_WITH -> new SchemaKey.LatestWith(readSubject(), readProperties());
      case REGISTERED -> new SchemaKey.Registered(readSubject(), definition(), readNormalization());
      case LOOKED_UP -> new SchemaKey.LookedUp(readSubject(), definition(), readNormalization());
      case DEFINITION, IDENTITY, CO_USAGE, ASSOCIATED, FOREIGN ->
          throw new IllegalArgumentException(type + " has no key");
    };
  }

  private CoUsage readCoUsage() {
    SchemaKey of = readTypedKey();
    double uses = bytes.getDouble();
    Map<SchemaKey, Double> counts = new HashMap<>();
    for (int remaining = readCount(); remaining > 0; remaining--) {
      counts.put(readTypedKey(), bytes.getDouble());
    }
    return new CoUsage(of, uses, counts, readTime());
  }

  private Associated readAssociated() {
    Associated.Topic topic = new Associated.Topic(readName(), readText(), readFlag());
    return new Associated(topic, readTexts(), readTime());
  }

  private Foreign.Id readForeignKey() {
    return new Foreign.Id(readName(), readName(), bytes.getLong(), bytes.getLong());
  }

  private SchemaKey readTypedKey() {
    byte code = bytes.get();
    EntryType type = EntryType.of(code);
    if (type == null) {
      throw new IllegalArgumentException("a key of unknown type " + code);
    }
    return readKey(type);
  }

  private RegisteredSchema readSchema() {
    RegisteredSchema schema =
        new RegisteredSchema(
            readName(),
            readFlag() ? readId() : null,
            readFlag() ? readGuid() : null,
            readFlag() ? readSubjectVersion() : null,
            definition());
    RegisteredSchema same = schemas.putIfAbsent(schema, schema);
    return same == null ? schema : same;
  }

  private SchemaDefinition readDefinition() {
    String type = readName();
    String text = readText();
    List<SchemaReference> references = new ArrayList<>();
    for (int remaining = readCount(); remaining > 0; remaining--) {
      references.add(new SchemaReference(readText(), readName(), bytes.getInt()));
    }
    SchemaMetadata metadata = readFlag() ? readMetadata() : null;
    return new SchemaDefinition(type, text, references, metadata, readFlag() ? readText() : null);
  }

  private SchemaMetadata readMetadata() {
    Map<String, List<String>> tags = new HashMap<>();
    for (int remaining = readCount(); remaining > 0; remaining--) {
      tags.put(readText(), readTexts());
    }
    return new SchemaMetadata(tags, readProperties(), readTexts());
  }

  private SchemaDefinition definition() {
    return definitions.get(bytes.getInt());
  }

  private SchemaId readId() {
    return new SchemaId(readName(), bytes.getInt());
  }

  private UUID readGuid() {
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private SubjectVersion readSubjectVersion() {
    return new SubjectVersion(readSubject(), bytes.getInt());
  }

  private Subject readSubject() {
    return new Subject(readName(), readName());
  }

  private Instant readTime() {
    return Instant.ofEpochMilli(bytes.getLong());
  }

  private Map<String, String> readProperties() {
    Map<String, String> properties = new HashMap<>();
    for (int remaining = readCount(); remaining > 0; remaining--) {
      properties.put(readText(), readText());
    }
    return properties;
  }

  private List<String> readTexts() {
    List<String> texts = new ArrayList<>();
    for (int remaining = readCount(); remaining > 0; remaining--) {
      texts.add(readText());
    }
    return texts;
  }

  private Normalization readNormalization() {
    return Normalization.of(readFlag());
  }

  private boolean readFlag() {
    return bytes.get() != 0;
  }

  /** Reads a string that many entries share, such as a context, subject or type. */
  private String readName() {
    return names.computeIfAbsent(readText(), name -> name);
  }

  private String readText() {
    int length = readCount();
    String text = new String(all, bytes.position(), length, StandardCharsets.UTF_8);
    bytes.position(bytes.position() + length);
    return text;
  }

  /**
   * Reads a number of elements of at least one byte each, which is bounded by the remaining bytes.
   */
  private int readCount() {
    int count = bytes.getInt();
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalArgumentException(count + " elements in " + bytes.remaining() + " bytes");
    }
    return count;
  }
}
