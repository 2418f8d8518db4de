// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import io.velostream.schema.avro.compiled.Resolved;
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
 * Whether any value of one schema can be read as another.
 *
 * <p>Compatible means that all values can. Data is often better than its schema: a union may hold a
 * branch that never occurs. So a pair is refused beforehand only where no value whatever can be
 * read, and each other misfit when a value shows it.
 */
public final class SchemaResolution {

  private SchemaResolution() {}

  /**
   * How data of one schema becomes another's. Refuses a pair of which no value can be read.
   *
   * @throws InvalidSchemaException naming both schemas and what differs
   */
  public static Resolved of(Schema writer, Schema reader) {
    return withLenientNames(
        () -> {
          Resolved pair = Resolved.of(writer, reader);
          Resolver.Action action = pair.action();
          Found misfit = action == null ? null : hopeless(action, "", identities());
          if (misfit != null) {
            throw new InvalidSchemaException(
                notReadable(writer, reader)
                    + ": "
                    + (misfit.path.isEmpty() ? "" : "the field " + misfit.path + ": ")
                    + why(misfit.action, writer, reader));
          }
          return pair;
        });
  }

  /**
   * Refuses a pair that Avro has no reader for, though some of its values may be readable.
   *
   * @throws InvalidSchemaException naming both schemas and the field that is missing
   */
  public static void checkForAvro(Schema writer, Schema reader) {
    Resolver.Action unfinished =
        unfinished(Resolver.resolve(writer, reader, GenericData.get()), identities());
    if (unfinished != null) {
      throw new InvalidSchemaException(
          notReadable(writer, reader)
              + " in all its parts: "
              + UnresolvableAction.reason(unfinished));
    }
  }

  private static String notReadable(Schema writer, Schema reader) {
    return "data of %s cannot be read as %s".formatted(writer.getFullName(), reader.getFullName());
  }

  /** Avro's check of compatibility finds nothing in some pairs that its resolver refuses. */
  private static String why(Resolver.Action misfit, Schema writer, Schema reader) {
    List<Incompatibility> differences = AvroFormat.INSTANCE.incompatibilities(reader, writer);
    String reason = UnresolvableAction.reason(misfit);
    return differences.isEmpty()
        ? reason
        : reason + " (" + ExceptionMessages.first(differences) + ")";
  }

  private static Set<Resolver.Action> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Does something with schemas that Avro may copy, and would check the names of. */
  public static <T> T withLenientNames(Supplier<T> work) {
    try {
      return NameChecks.without(work);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException("the schemas nest too deep to be compared");
    } catch (AvroRuntimeException | UncheckedIOException e) {
      throw new InvalidSchemaException(
          "the schemas do not fit together: " + ExceptionMessages.of(e),
          ExceptionMessages.cause(e));
    }
  }

  /** A misfit, and the fields that lead to it. */
  private record Found(Resolver.Action action, String path) {}

  /** Where reading fails with any value, or null. */
  private static @Nullable Found hopeless(
      Resolver.Action action, String path, Set<Resolver.Action> seen) {
    if (UnresolvableAction.is(action)) {
      return new Found(action, path);
    }
    if (!seen.add(action)) {
      return null;
    }
    if (action instanceof Resolver.RecordAdjust record) {
      return inFields(record, path, seen);
    }
    if (action instanceof Resolver.WriterUnion union) {
      return ofAll(union.actions, path, seen);
    }
    return action instanceof Resolver.ReaderUnion union
        ? hopeless(union.actualAction, path, seen)
        : null;
  }

  private static @Nullable Found inFields(
      Resolver.RecordAdjust record, String path, Set<Resolver.Action> seen) {
    int next = 0;
    for (Resolver.Action part : record.fieldActions) {
      if (part.type != Resolver.Action.Type.SKIP) {
        String name = ExceptionMessages.bounded(record.readerOrder[next++].name());
        Found found = hopeless(part, path.isEmpty() ? name : path + "." + name, seen);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Found ofAll(
      Resolver.Action[] branches, String path, Set<Resolver.Action> seen) {
    Found misfit = null;
    for (Resolver.Action branch : branches) {
      misfit = hopeless(branch, path, seen);
      if (misfit == null) {
        return null;
      }
    }
    return misfit;
  }

  /** What Avro's resolver left unfinished anywhere, or null. */
  private static Resolver.@Nullable Action unfinished(
      Resolver.Action action, Set<Resolver.Action> seen) {
    if (UnresolvableAction.isUnfinished(action)) {
      return action;
    }
    return seen.add(action) ? firstOf(parts(action), part -> unfinished(part, seen)) : null;
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
