// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import io.velostream.schema.avro.compiled.ResolvedPair;
import io.velostream.schema.avro.compiled.UnresolvableAction;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a writer's schema to a reader's schema.
 *
 * <p>Compatible schemas can read all values. Actual data often uses only a part of its schema: a
 * branch of a union may never occur. Therefore a pair is rejected here only if no value can be
 * read. Other mismatches are reported for the values that have them.
 */
public final class SchemaResolution {

  private SchemaResolution() {}

  /**
   * Resolves a pair of schemas. Rejects a pair if no value can be read.
   *
   * @throws InvalidSchemaException naming both schemas and what differs
   */
  public static ResolvedPair of(Schema writer, Schema reader) {
    return withLenientNames(
        () -> {
          ResolvedPair pair = ResolvedPair.of(writer, reader);
          Resolver.Action action = pair.action();
          Mismatch mismatch = action == null ? null : findUnreadable(action, "", newIdentitySet());
          if (mismatch != null) {
            throw new InvalidSchemaException(
                unreadableMessage(writer, reader)
                    + ": "
                    + (mismatch.path.isEmpty() ? "" : "the field " + mismatch.path + ": ")
                    + explain(mismatch.action, writer, reader));
          }
          return pair;
        });
  }

  /**
   * Rejects a pair for which Avro cannot create a reader, although some values may be readable.
   *
   * @throws InvalidSchemaException naming both schemas and the field that is missing
   */
  public static void checkForAvro(Schema writer, Schema reader) {
    Resolver.Action unfinishedAction =
        findUnfinished(Resolver.resolve(writer, reader, GenericData.get()), newIdentitySet());
    if (unfinishedAction != null) {
      throw new InvalidSchemaException(
          unreadableMessage(writer, reader)
              + " in all its parts: "
              + UnresolvableAction.reason(unfinishedAction));
    }
  }

  private static String unreadableMessage(Schema writer, Schema reader) {
    return "data of %s cannot be read as %s".formatted(writer.getFullName(), reader.getFullName());
  }

  /**
   * Explains a mismatch. Avro's compatibility check finds no differences in some pairs that its
   * resolver rejects.
   */
  private static String explain(Resolver.Action mismatch, Schema writer, Schema reader) {
    List<Incompatibility> differences = SchemaDifferences.of(reader, writer);
    String reason = UnresolvableAction.reason(mismatch);
    return differences.isEmpty()
        ? reason
        : reason + " (" + ExceptionMessages.first(differences) + ")";
  }

  private static Set<Resolver.Action> newIdentitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Runs a task in which Avro may copy schemas, without the validation of names. */
  public static <T> T withLenientNames(Supplier<T> work) {
    try {
      return NameValidation.runWithout(work);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException("the schemas are nested too deeply to be compared");
    } catch (AvroRuntimeException | UncheckedIOException e) {
      throw new InvalidSchemaException(
          "the schemas do not fit together: " + ExceptionMessages.of(e),
          ExceptionMessages.cause(e));
    }
  }

  /** A mismatch and the path to it. */
  private record Mismatch(Resolver.Action action, String path) {}

  /** Finds a node at which reading fails for any value; null if there is none. */
  private static @Nullable Mismatch findUnreadable(
      Resolver.Action action, String path, Set<Resolver.Action> seen) {
    if (UnresolvableAction.isUnresolvable(action)) {
      return new Mismatch(action, path);
    }
    if (!seen.add(action)) {
      return null;
    }
    if (action instanceof Resolver.RecordAdjust record) {
      return findInFields(record, path, seen);
    }
    if (action instanceof Resolver.WriterUnion union) {
      return findIfAllUnreadable(union.actions, path, seen);
    }
    return action instanceof Resolver.ReaderUnion union
        ? findUnreadable(union.actualAction, path, seen)
        : null;
  }

  private static @Nullable Mismatch findInFields(
      Resolver.RecordAdjust record, String path, Set<Resolver.Action> seen) {
    int next = 0;
    for (Resolver.Action part : record.fieldActions) {
      if (part.type != Resolver.Action.Type.SKIP) {
        String name = ExceptionMessages.bounded(record.readerOrder[next++].name());
        Mismatch found = findUnreadable(part, path.isEmpty() ? name : path + "." + name, seen);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Mismatch findIfAllUnreadable(
      Resolver.Action[] branches, String path, Set<Resolver.Action> seen) {
    Mismatch mismatch = null;
    for (Resolver.Action branch : branches) {
      mismatch = findUnreadable(branch, path, seen);
      if (mismatch == null) {
        return null;
      }
    }
    return mismatch;
  }

  /** Finds an action that Avro's resolver left unfinished; null if there is none. */
  private static Resolver.@Nullable Action findUnfinished(
      Resolver.Action action, Set<Resolver.Action> seen) {
    if (UnresolvableAction.isUnfinished(action)) {
      return action;
    }
    return seen.add(action) ? firstOf(parts(action), part -> findUnfinished(part, seen)) : null;
  }

  private static Resolver.Action[] parts(Resolver.Action action) {
    if (action instanceof Resolver.RecordAdjust record) {
      return record.fieldActions;
    }
    if (action instanceof Resolver.WriterUnion union) {
      return union.actions;
    }
    if (action instanceof Resolver.ReaderUnion union) {
      return new Resolver.Action[] {union.actualAction};
    }
    return action instanceof Resolver.Container container
        ? new Resolver.Action[] {container.elementAction}
        : new Resolver.Action[0];
  }

  private static Resolver.@Nullable Action firstOf(
      Resolver.Action[] parts, Function<Resolver.Action, Resolver.@Nullable Action> search) {
    for (Resolver.Action part : parts) {
      Resolver.Action found = search.apply(part);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
