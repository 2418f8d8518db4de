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
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Encodes entries. Each entry is its {@link EntryType}, the length of its body, the body, and the
 * CRC-32C of all three. A definition is a separate entry before the first one that refers to it, by
 * its index; so each text is written once. Not safe for use by many threads.
 */
final class EntryWriter {

  private static final int FRAME_BYTES = 1 + 2 * Integer.BYTES;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Map<SchemaDefinition, Integer> definitionIndexes = new HashMap<>();
  private final long limit;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private DataOutputStream body = new DataOutputStream(bytes);

  /** A writer of at most {@code limit} bytes. */
  EntryWriter(long limit) {
    this.limit = limit;
  }

  byte[] toBytes() {
    return written.toByteArray();
  }

  /** Adds an entry; returns false if it does not fit. */
  boolean add(SnapshotEntry entry) {
    try {
      if (entry instanceof Known known) {
        return addKnown(known);
      }
      if (entry instanceof Associated associated) {
        return addAssociated(associated);
      }
      if (entry instanceof Foreign foreign) {
        return addForeign(foreign);
      }
      return entry instanceof CoUsage coUsage ? addCoUsage(coUsage) : addIdentity((Identity) entry);
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory streams do not fail", e);
    }
  }

  private boolean addIdentity(Identity identity) throws IOException {
    writeId(identity.id());
    body.writeLong(identity.sha256().first());
    body.writeLong(identity.sha256().second());
    body.writeLong(identity.sha256().third());
    body.writeLong(identity.sha256().fourth());
    body.writeLong(identity.asOf().toEpochMilli());
    return close(EntryType.IDENTITY);
  }

  private boolean addCoUsage(CoUsage coUsage) throws IOException {
    writeTypedKey(coUsage.schemaKey());
    body.writeDouble(coUsage.uses());
    body.writeInt(coUsage.coUses().size());
    for (Map.Entry<SchemaKey, Double> count : coUsage.coUses().entrySet()) {
      writeTypedKey(count.getKey());
      body.writeDouble(count.getValue());
    }
    body.writeLong(coUsage.asOf().toEpochMilli());
    return close(EntryType.CO_USAGE);
  }

  private boolean addAssociated(Associated associated) throws IOException {
    writeText(associated.topic().cluster());
    writeText(associated.topic().name());
    body.writeBoolean(associated.topic().isKey());
    writeTexts(associated.subjects());
    body.writeLong(associated.asOf().toEpochMilli());
    return close(EntryType.ASSOCIATED);
  }

  private boolean addForeign(Foreign foreign) throws IOException {
    if (!define(foreign.schema().definition())) {
      return false;
    }
    writeText(foreign.key().kind());
    writeText(foreign.key().scope());
    body.writeLong(foreign.key().high());
    body.writeLong(foreign.key().low());
    writeSchema(foreign.schema());
    body.writeLong(foreign.asOf().toEpochMilli());
    return close(EntryType.FOREIGN);
  }

  private void writeTypedKey(SchemaKey key) throws IOException {
    body.writeByte(EntryType.of(key).code());
    writeKey(key);
  }

  private boolean addKnown(Known known) throws IOException {
    if (!define(known.schema().definition())
        || (known.key() instanceof SchemaKey.Registered registered
            && !define(registered.definition()))
        || (known.key() instanceof SchemaKey.LookedUp lookedUp && !define(lookedUp.definition()))) {
      return false;
    }
    writeKey(known.key());
    writeSchema(known.schema());
    body.writeLong(known.asOf().toEpochMilli());
    return close(EntryType.of(known));
  }

  /** Completes the current entry. */
  private boolean close(EntryType type) {
    byte[] content = bytes.toByteArray();
    bytes = new ByteArrayOutputStream();
    body = new DataOutputStream(bytes);
    if ((long) written.size() + content.length + FRAME_BYTES > limit) {
      return false;
    }
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES + content.length);
    frame.put(type.code()).putInt(content.length).put(content);
    CRC32C crc = new CRC32C();
    crc.update(frame.array(), 0, frame.position());
    frame.putInt((int) crc.getValue());
    written.writeBytes(frame.array());
    return true;
  }

  private boolean define(SchemaDefinition definition) throws IOException {
    if (definitionIndexes.containsKey(definition)) {
      return true;
    }
    writeText(definition.type());
    writeText(definition.text());
    body.writeInt(definition.references().size());
    for (SchemaReference reference : definition.references()) {
      writeText(reference.name());
      writeText(reference.subject());
      body.writeInt(reference.version());
    }
    SchemaMetadata metadata = definition.metadata();
    body.writeBoolean(metadata != null);
    if (metadata != null) {
      writeMetadata(metadata);
    }
    writeOptionalText(definition.ruleSet());
    boolean fits = close(EntryType.DEFINITION);
    if (fits) {
      definitionIndexes.put(definition, definitionIndexes.size());
    }
    return fits;
  }

  private void writeMetadata(SchemaMetadata metadata) throws IOException {
    body.writeInt(metadata.tags().size());
    for (Map.Entry<String, List<String>> tag : new TreeMap<>(metadata.tags()).entrySet()) {
      writeText(tag.getKey());
      writeTexts(tag.getValue());
    }
    writeProperties(metadata.properties());
    writeTexts(metadata.sensitive());
  }

  private void writeKey(SchemaKey key) throws IOException {
    if (key instanceof SchemaKey.ById byId) {
      writeId(byId.id());
    } else if (key instanceof SchemaKey.ByGuid byGuid) {
      writeText(byGuid.context());
      writeGuid(byGuid.guid());
    } else if (key instanceof SchemaKey.AtVersion atVersion) {
      writeSubjectVersion(atVersion.subjectVersion());
    } else if (key instanceof SchemaKey.Latest latest) {
      writeSubject(latest.subject());
    } else if (key instanceof SchemaKey.LatestWith latest) {
      writeSubject(latest.subject());
      writeProperties(latest.properties());
    } else if (key instanceof SchemaKey.Registered content) {
      writeContent(content.subject(), content.definition(), content.normalization());
    } else if (key instanceof SchemaKey.LookedUp content) {
      writeContent(content.subject(), content.definition(), content.normalization());
    }
  }

  private void writeContent(
      Subject subject, SchemaDefinition definition, Normalization normalization)
      throws IOException {
    writeSubject(subject);
    writeDefinitionIndex(definition);
    body.writeBoolean(normalization == Normalization.ON);
  }

  private void writeSchema(RegisteredSchema schema) throws IOException {
    writeText(schema.context());
    SchemaId id = schema.id();
    body.writeBoolean(id != null);
    if (id != null) {
      writeId(id);
    }
    UUID guid = schema.guid();
    body.writeBoolean(guid != null);
    if (guid != null) {
      writeGuid(guid);
    }
    SubjectVersion subjectVersion = schema.subjectVersion();
    body.writeBoolean(subjectVersion != null);
    if (subjectVersion != null) {
      writeSubjectVersion(subjectVersion);
    }
    writeDefinitionIndex(schema.definition());
  }

  private void writeDefinitionIndex(SchemaDefinition definition) throws IOException {
    Integer index = definitionIndexes.get(definition);
    if (index == null) {
      throw new IllegalStateException(
          "a definition must be written before entries that refer to it");
    }
    body.writeInt(index);
  }

  private void writeId(SchemaId id) throws IOException {
    writeText(id.context());
    body.writeInt(id.value());
  }

  private void writeGuid(UUID guid) throws IOException {
    body.writeLong(guid.getMostSignificantBits());
    body.writeLong(guid.getLeastSignificantBits());
  }

  private void writeSubjectVersion(SubjectVersion subjectVersion) throws IOException {
    writeSubject(subjectVersion.subject());
    body.writeInt(subjectVersion.version());
  }

  private void writeSubject(Subject subject) throws IOException {
    writeText(subject.context());
    writeText(subject.name());
  }

  private void writeProperties(Map<String, String> properties) throws IOException {
    body.writeInt(properties.size());
    for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
      writeText(property.getKey());
      writeText(property.getValue());
    }
  }

  private void writeTexts(List<String> texts) throws IOException {
    body.writeInt(texts.size());
    for (String text : texts) {
      writeText(text);
    }
  }

  private void writeOptionalText(@Nullable String text) throws IOException {
    body.writeBoolean(text != null);
    if (text != null) {
      writeText(text);
    }
  }

  private void writeText(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    body.writeInt(utf8.length);
    body.write(utf8);
  }
}
