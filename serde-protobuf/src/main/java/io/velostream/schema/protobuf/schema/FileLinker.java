// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.protobuf.text.ProtoParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Links texts of schemas to descriptors with their imports. A text is {@code .proto} text, or in
 * base64 an encoded {@code FileDescriptorProto} or {@code FileDescriptorSet} whose last file is the
 * schema. Confined to one thread.
 */
final class FileLinker {

  private static final String ROOT = "schema.proto";

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{8,}={0,2}\\s*");

  private static final FileDescriptor[] NO_FILES = {};

  /** Every file that was linked, by the name that it is imported by. */
  private final Map<String, FileDescriptor> linked = new HashMap<>();

  /** The names of files whose imports are being linked. */
  private final Deque<String> pending = new ArrayDeque<>();

  /** Texts that can be imported, by name. */
  private final Map<String, String> texts;

  private FileLinker(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Links a schema with its closure.
   *
   * @throws InvalidSchemaException if a text is malformed, or an import is missing
   */
  static FileDescriptor link(ResolvedSchema resolved) {
    FileLinker linker = new FileLinker(Map.of());
    Map<SubjectVersion, String> names = new HashMap<>();
    collectNames(resolved.links(), names);
    resolved.dependencies().forEach(each -> collectNames(each.links(), names));
    Map<SubjectVersion, FileDescriptor> byTarget = new HashMap<>();
    for (Dependency dependency : resolved.dependencies()) {
      String name = names.getOrDefault(dependency.subjectVersion(), ROOT);
      FileDescriptor file =
          linker.link(name, dependency.definition().text(), imports(dependency.links(), byTarget));
      byTarget.put(dependency.subjectVersion(), file);
      linker.linked.putIfAbsent(name, file);
    }
    return linker.link(ROOT, resolved.definition().text(), imports(resolved.links(), byTarget));
  }

  /**
   * Links a text with those that it refers to, directly or not.
   *
   * @throws InvalidSchemaException as {@link #link(ResolvedSchema)}
   */
  static FileDescriptor link(String text, Map<String, String> references) {
    return new FileLinker(references).link(ROOT, text, Map.of());
  }

  private static void collectNames(List<Link> links, Map<SubjectVersion, String> names) {
    links.forEach(each -> names.putIfAbsent(each.target(), each.name()));
  }

  private static Map<String, FileDescriptor> imports(
      List<Link> links, Map<SubjectVersion, FileDescriptor> byTarget) {
    Map<String, FileDescriptor> imports = new HashMap<>();
    for (Link link : links) {
      FileDescriptor file = byTarget.get(link.target());
      if (file != null) {
        imports.put(link.name(), file);
      }
    }
    return imports;
  }

  private FileDescriptor link(String name, String text, Map<String, FileDescriptor> imports) {
    List<FileDescriptorProto> files = files(name, text);
    for (FileDescriptorProto each : files.subList(0, files.size() - 1)) {
      linked.put(each.getName(), link(each, imports));
    }
    return link(files.get(files.size() - 1), imports);
  }

  private static List<FileDescriptorProto> files(String name, String text) {
    if (!BASE64.matcher(text).matches()) {
      return List.of(ProtoParser.parse(name, text));
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSchemaException("the schema is neither .proto text nor base64", e);
    }
    try {
      List<FileDescriptorProto> set = FileDescriptorSet.parseFrom(encoded).getFileList();
      if (!set.isEmpty() && set.stream().allMatch(FileDescriptorProto::hasName)) {
        return set;
      }
    } catch (InvalidProtocolBufferException e) {
      // a single file
    }
    try {
      return List.of(FileDescriptorProto.parseFrom(encoded));
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidSchemaException("the schema in base64 is no encoded descriptor", e);
    }
  }

  private FileDescriptor link(FileDescriptorProto file, Map<String, FileDescriptor> imports) {
    List<FileDescriptor> dependencies = new ArrayList<>();
    for (String name : file.getDependencyList()) {
      dependencies.add(imported(file, name, imports));
    }
    try {
      return FileDescriptor.buildFrom(
          withNamesOf(dependencies, file), dependencies.toArray(NO_FILES));
    } catch (DescriptorValidationException | IllegalArgumentException e) {
      throw new InvalidSchemaException("the .proto text is invalid: " + e.getMessage(), e);
    }
  }

  /**
   * Renames the public imports whose file has another name, since protobuf-java finds them by name.
   * A registry's references give a file any number of names.
   */
  private static FileDescriptorProto withNamesOf(
      List<FileDescriptor> dependencies, FileDescriptorProto file) {
    FileDescriptorProto.Builder renamed = file.toBuilder();
    for (int index : file.getPublicDependencyList()) {
      renamed.setDependency(index, dependencies.get(index).getName());
    }
    return renamed.build();
  }

  private FileDescriptor imported(
      FileDescriptorProto file, String name, Map<String, FileDescriptor> imports) {
    FileDescriptor known = KnownFiles.descriptor(name);
    if (known == null) {
      known = imports.get(name);
    }
    if (known == null) {
      known = linked.get(name);
    }
    if (known != null) {
      return known;
    }
    String text = texts.getOrDefault(name, KnownFiles.text(name));
    if (text == null) {
      known = KnownFiles.withoutReference(name);
      if (known == null) {
        throw missing(file, name, imports);
      }
      return known;
    }
    if (pending.contains(name)) {
      throw new InvalidSchemaException("the .proto files import each other in a cycle: " + name);
    }
    pending.push(name);
    FileDescriptor built = link(name, text, Map.of());
    pending.pop();
    linked.put(name, built);
    return built;
  }

  private InvalidSchemaException missing(
      FileDescriptorProto file, String name, Map<String, FileDescriptor> imports) {
    Set<String> known = new LinkedHashSet<>(imports.keySet());
    known.addAll(texts.keySet());
    return new InvalidSchemaException(
        "the .proto text "
            + (file.getName().equals(ROOT) ? "" : "of " + file.getName() + " ")
            + "imports "
            + name
            + ", which is neither among its references "
            + known
            + " nor a file that registries know");
  }
}
