// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the references among the schema files of a folder: by the full names of Avro types, and by
 * the identifiers and file names of JSON Schemas. Of several versions, the newest is meant.
 */
final class FolderReferences {

  private static final String META_SCHEMAS = "https?://json-schema\\.org/.*";

  private final String undefined;
  private final Function<SchemaFile, String> remedy;
  private final Map<SubjectVersion, AvroTypeNames> avroNames = new HashMap<>();
  private final Map<SubjectVersion, JsonReferenceNames> jsonNames = new HashMap<>();

  /** The files that define an Avro type, or that an identifier or name of a JSON Schema means. */
  private final Map<String, List<SchemaFile>> byAvroType = new TreeMap<>();

  private final Map<String, List<SchemaFile>> byIdentifier = new TreeMap<>();
  private final Map<String, List<SchemaFile>> byFileName = new TreeMap<>();
  private final Map<Path, SchemaFile> byPath = new HashMap<>();

  /**
   * Reads the names of all files.
   *
   * @param undefined what messages say of a name that no file defines
   * @param remedy what messages suggest for a file whose target is ambiguous
   * @param files the files
   */
  FolderReferences(
      String undefined, Function<SchemaFile, String> remedy, Collection<SchemaFile> files) {
    this.undefined = undefined;
    this.remedy = remedy;
    files.forEach(this::add);
  }

  private void add(SchemaFile file) {
    if (file.type().equals(JsonFormat.TYPE)) {
      JsonReferenceNames names = JsonReferenceNames.of(file.tree());
      jsonNames.put(file.at(), names);
      names.identifiers().forEach(name -> put(byIdentifier, name, file));
      put(byFileName, file.path().getFileName().toString(), file);
      String subject = file.at().subject().qualified();
      for (String name : List.of(subject, subject + ".json", subject + ".schema.json")) {
        put(byFileName, name, file);
      }
      byPath.put(file.path(), file);
    } else {
      AvroTypeNames names = AvroTypeNames.of(file.tree());
      avroNames.put(file.at(), names);
      names.defined().forEach(name -> put(byAvroType, name, file));
    }
  }

  private static void put(Map<String, List<SchemaFile>> files, String name, SchemaFile file) {
    List<SchemaFile> named = files.computeIfAbsent(name, key -> new ArrayList<>());
    if (!named.contains(file)) {
      named.add(file);
    }
  }

  /**
   * The references of a file, in the order in which it uses them.
   *
   * @throws InvalidReferenceException when a target is missing or ambiguous
   */
  List<SchemaReference> of(SchemaFile file) {
    AvroTypeNames avro = avroNames.get(file.at());
    JsonReferenceNames json = jsonNames.get(file.at());
    return avro != null ? avro(file, avro) : json != null ? json(file, json) : List.of();
  }

  private List<SchemaReference> avro(SchemaFile file, AvroTypeNames names) {
    List<SchemaReference> references = new ArrayList<>();
    for (AvroTypeNames.Use use : names.external()) {
      String name = use.name();
      List<SchemaFile> targets = byAvroType.getOrDefault(name, List.of());
      if (targets.isEmpty() && use.shortName() != null) {
        name = use.shortName();
        targets = byAvroType.getOrDefault(name, List.of());
      }
      SchemaFile target = newest(targets, "type '" + name + "'", use.pointer(), file);
      if (target == null) {
        throw missing(
            "type '" + use.name() + "'", use.name(), use.pointer(), file, byAvroType.keySet());
      }
      references.add(reference(name, target));
    }
    return references;
  }

  private List<SchemaReference> json(SchemaFile file, JsonReferenceNames names) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonReferenceNames.Use use : names.external()) {
      SchemaFile target = jsonTarget(file, use);
      if (target == null && !use.uri().matches(META_SCHEMAS)) {
        throw missing(
            "$ref '" + use.name() + "'", use.name(), use.pointer(), file, byFileName.keySet());
      }
      if (target != null && !target.equals(file)) {
        references.add(reference(use.name(), target));
      }
    }
    return references;
  }

  private @Nullable SchemaFile jsonTarget(SchemaFile file, JsonReferenceNames.Use use) {
    String reference = "$ref '" + use.name() + "'";
    List<SchemaFile> identified = byIdentifier.getOrDefault(use.uri(), List.of());
    if (!identified.isEmpty()) {
      return newest(identified, reference, use.pointer(), file);
    }
    SchemaFile relative = relative(file, use.name());
    if (relative != null) {
      return relative;
    }
    String last = use.name().substring(use.name().lastIndexOf('/') + 1);
    return newest(byFileName.getOrDefault(last, List.of()), reference, use.pointer(), file);
  }

  private @Nullable SchemaFile relative(SchemaFile file, String name) {
    try {
      return byPath.get(file.path().resolveSibling(name).normalize());
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static SchemaReference reference(String name, SchemaFile target) {
    return new SchemaReference(name, target.at().subject().qualified(), target.at().version());
  }

  /** The newest version among files of one subject; null if there are none. */
  private @Nullable SchemaFile newest(
      List<SchemaFile> files, String reference, String pointer, SchemaFile user) {
    SchemaFile newest = null;
    for (SchemaFile file : files) {
      if (newest != null && !newest.at().subject().equals(file.at().subject())) {
        throw new InvalidReferenceException(
            Reason.CONFLICT,
            path(user, reference),
            used(reference, pointer, user)
                + ", and both "
                + newest.name()
                + " and "
                + file.name()
                + " define it; remove one of the definitions, or "
                + remedy.apply(user),
            null);
      }
      if (newest == null || file.at().version() > newest.at().version()) {
        newest = file;
      }
    }
    return newest;
  }

  private InvalidReferenceException missing(
      String reference, String name, String pointer, SchemaFile user, Collection<String> known) {
    String nearest = NearestName.of(name, known);
    return new InvalidReferenceException(
        Reason.MISSING,
        path(user, reference),
        used(reference, pointer, user)
            + ", and "
            + undefined
            + "; add a file that does, or correct the name"
            + (nearest == null ? "" : " (the nearest name is '" + nearest + "')"),
        null);
  }

  private static List<String> path(SchemaFile user, String reference) {
    return List.of(user.at().toString(), reference);
  }

  private static String used(String reference, String pointer, SchemaFile user) {
    return reference + " is used at " + pointer + " of " + user.name();
  }
}
