// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.migration;

import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.evolution.source.RegistryCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.Mode;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies schemas between registries with their ids and versions. Not thread-safe. */
public final class RegistryMigration {

  private final Connection source;
  private final Connection target;
  private List<SubjectVersion> left = List.of();

  public RegistryMigration(Connection source, Connection target) {
    this.source = source;
    this.target = target;
  }

  /**
   * A schema to be copied.
   *
   * @param at subject and version, the same in both registries
   * @param id its id, the same in both registries
   * @param isDeleted whether it is deleted softly, and is copied since others refer to it
   * @param isMissing whether the target does not have it
   * @param conflict why it cannot be copied; null if nothing stands against it
   */
  public record Copy(
      SubjectVersion at,
      SchemaId id,
      SchemaDefinition definition,
      boolean isDeleted,
      boolean isMissing,
      @Nullable String conflict) {}

  /** Compares the schemas of both registries, in the order in which they can be copied. */
  public List<Copy> compare(SubjectPattern pattern) {
    SchemaCatalog catalog = new RegistryCatalog(source.registry(), source.timeout()).read(pattern);
    if (catalog.size() == 0) {
      throw new CommandException("the registry has no subject that matches " + pattern);
    }
    Map<Subject, Set<Integer>> live = new HashMap<>();
    List<Copy> copies = new ArrayList<>();
    CopyOrder order = CopyOrder.of(catalog);
    left = order.left();
    for (SubjectVersion at : order.schemas()) {
      RegisteredSchema schema = catalog.require(at);
      Set<Integer> versions =
          live.computeIfAbsent(
              at.subject(),
              subject -> Set.copyOf(orElse(source, SubjectRequests.versions(subject), List.of())));
      copies.add(compare(at, schema, !versions.contains(at.version())));
    }
    return copies;
  }

  /**
   * What cannot be copied, since it refers to itself by versions, or to such a schema; known after
   * {@link #compare(SubjectPattern)}.
   */
  public List<SubjectVersion> left() {
    return left;
  }

  private Copy compare(SubjectVersion at, RegisteredSchema schema, boolean isDeleted) {
    SchemaId id = Objects.requireNonNull(schema.id(), "id");
    RegisteredSchema there = find(target, SubjectRequests.versionWithDeleted(at));
    String conflict = null;
    if (there != null) {
      if (!isSame(schema.definition(), there.definition())) {
        conflict = "the target has another schema at " + at;
      } else if (!id.equals(there.id())) {
        conflict = "the target has this schema with " + there.id();
      } else if (!isSameContract(schema.definition(), there.definition())) {
        conflict = "the target has " + at + " with other metadata or rules";
      }
    } else {
      RegisteredSchema sameId = find(target, SchemaRequests.byId(id));
      if (sameId != null && !isSame(schema.definition(), sameId.definition())) {
        conflict = "the target has another schema with " + id;
      }
    }
    return new Copy(at, id, schema.definition(), isDeleted, there == null, conflict);
  }

  /** Registries may write texts in another way, and leave out empty members. */
  private static boolean isSame(SchemaDefinition left, SchemaDefinition right) {
    return left.type().equals(right.type())
        && left.references().equals(right.references())
        && Json.isSame(left.text(), right.text());
  }

  private static boolean isSameContract(SchemaDefinition left, SchemaDefinition right) {
    return metadata(left).equals(metadata(right))
        && Json.withoutEmpty(ruleSet(left)).equals(Json.withoutEmpty(ruleSet(right)));
  }

  private static SchemaMetadata metadata(SchemaDefinition definition) {
    SchemaMetadata metadata = definition.metadata();
    return metadata == null ? SchemaMetadata.ofProperties(Map.of()) : metadata;
  }

  private static String ruleSet(SchemaDefinition definition) {
    String ruleSet = definition.ruleSet();
    return ruleSet == null ? "{}" : ruleSet;
  }

  /** Writes what is missing. The modes of the subjects are put back, also if that fails. */
  public void copy(List<Copy> copies) {
    Map<Subject, Mode> modes = new LinkedHashMap<>();
    RuntimeException failure = null;
    try {
      for (Copy copy : copies) {
        if (copy.isMissing()) {
          startImport(copy.at().subject(), modes);
          target.call(SchemaRequests.importVersion(copy.at(), copy.id(), copy.definition()));
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Map.Entry<Subject, Mode> each : modes.entrySet()) {
      try {
        endImport(each.getKey(), each.getValue());
      } catch (SchemaException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    for (Copy copy : copies) {
      if (copy.isMissing() && copy.isDeleted()) {
        target.call(SubjectRequests.deleteVersion(copy.at()));
      }
    }
  }

  private void startImport(Subject subject, Map<Subject, Mode> modes) {
    if (!modes.containsKey(subject)) {
      modes.put(subject, orElse(target, ConfigRequests.mode(subject), Mode.UNKNOWN));
      target.call(ConfigRequests.forceMode(subject, Mode.IMPORT));
    }
  }

  /** Sets the mode that the subject had; {@link Mode#UNKNOWN} stands for none of its own. */
  private void endImport(Subject subject, Mode before) {
    if (before == Mode.UNKNOWN) {
      target.call(ConfigRequests.deleteMode(subject));
    } else {
      target.call(ConfigRequests.forceMode(subject, before));
    }
  }

  /**
   * Reads all schemas back and compares them.
   *
   * @throws CommandException naming the first that is not as it is in the source
   */
  public void verify(List<Copy> copies) {
    for (Copy copy : copies) {
      RegisteredSchema there = find(target, SubjectRequests.versionWithDeleted(copy.at()));
      if (there == null
          || !copy.id().equals(there.id())
          || !isSame(copy.definition(), there.definition())) {
        throw new CommandException(
            ExitStatus.INCOMPATIBLE,
            "the target does not have "
                + copy.at()
                + " with "
                + copy.id()
                + " as the source has it, though it was copied",
            null);
      }
      if (!isSameContract(copy.definition(), there.definition())) {
        throw new CommandException(
            ExitStatus.INCOMPATIBLE,
            "the target did not keep the metadata and rules of "
                + copy.at()
                + "; it may not support data contracts",
            null);
      }
    }
  }

  private static @Nullable RegisteredSchema find(
      Connection registry, RegistryRequest<RegisteredSchema> request) {
    try {
      return registry.call(request);
    } catch (SchemaNotFoundException e) {
      return null;
    }
  }

  private static <T> T orElse(Connection registry, RegistryRequest<T> request, T fallback) {
    try {
      return registry.call(request);
    } catch (SchemaNotFoundException e) {
      return fallback;
    }
  }
}
