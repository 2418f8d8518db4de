// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.protobuf.compatibility.FileComparison;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Protobuf schema language: {@code .proto} files of proto2, proto3 and the editions that the
 * protobuf-java at hand knows. References are imports.
 */
public final class ProtobufFormat implements SchemaFormat<ProtobufSchema> {

  /** The one instance; it has no state. */
  public static final ProtobufFormat INSTANCE = new ProtobufFormat();

  /** The schema type of Protobuf in registries. */
  public static final String TYPE = "PROTOBUF";

  /** An estimate, not measured: descriptors keep each name as an object, and the encoded file. */
  private static final long DESCRIPTOR_BYTES_PER_CHARACTER = 60;

  private ProtobufFormat() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ProtobufSchema parse(ResolvedSchema resolved) {
    return ProtobufSchema.of(FileLinker.link(resolved), resolved.definition().text());
  }

  @Override
  public long estimatedBytes(ProtobufSchema schema, ResolvedSchema resolved) {
    return DESCRIPTOR_BYTES_PER_CHARACTER * resolved.characters();
  }

  /**
   * The definition of a schema without references: its text, or if that imports files that
   * registries do not know, all files in base64 as an encoded {@code FileDescriptorSet}.
   */
  @Override
  public SchemaDefinition definition(ProtobufSchema schema) {
    return SchemaDefinition.of(TYPE, selfContained(schema));
  }

  private static String selfContained(ProtobufSchema schema) {
    boolean isSelfContained =
        schema.file().toProto().getDependencyList().stream().allMatch(KnownFiles::contains);
    return isSelfContained ? schema.text() : encodedSet(schema.file());
  }

  private static String encodedSet(FileDescriptor root) {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    collect(root.getName(), root, files);
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    files.forEach((name, file) -> set.addFile(file.toProto().toBuilder().setName(name)));
    return Base64.getEncoder().encodeToString(set.build().toByteArray());
  }

  /** Adds a file after those that it imports. */
  private static void collect(String name, FileDescriptor file, Map<String, FileDescriptor> files) {
    List<FileDescriptor> dependencies = file.getDependencies();
    for (int i = 0; i < dependencies.size(); i++) {
      String imported = file.toProto().getDependency(i);
      if (!files.containsKey(imported) && !KnownFiles.contains(imported)) {
        collect(imported, dependencies.get(i), files);
      }
    }
    files.put(name, file);
  }

  @Override
  public @Nullable String recordName(ProtobufSchema schema) {
    Descriptor message = schema.message();
    return message == null ? null : message.getFullName();
  }

  @Override
  public String flatten(ResolvedSchema resolved) {
    return selfContained(parse(resolved));
  }

  /** Compares whole files; of the schema of a value, the message of the value only. */
  @Override
  public List<Incompatibility> incompatibilities(ProtobufSchema reader, ProtobufSchema writer) {
    Descriptor written = writer.valueMessage();
    if (written != null) {
      return FileComparison.compareMessages(reader.find(written.getFullName()), written);
    }
    return FileComparison.compare(reader.file(), writer.file());
  }

  /**
   * Compares schema texts. For test registries, which check compatibility.
   *
   * @param reader the text of the reader's schema
   * @param readerReferences the texts of direct and indirect references, by reference name
   * @param writer the text of the writer's schema
   * @param writerReferences the same for the writer
   * @return one sentence for each incompatibility
   * @throws InvalidSchemaException when a text is malformed, or an import is missing
   */
  public static List<String> incompatibilities(
      String reader,
      Map<String, String> readerReferences,
      String writer,
      Map<String, String> writerReferences) {
    return FileComparison.compare(
            FileLinker.link(reader, readerReferences), FileLinker.link(writer, writerReferences))
        .stream()
        .map(Incompatibility::toString)
        .toList();
  }
}
