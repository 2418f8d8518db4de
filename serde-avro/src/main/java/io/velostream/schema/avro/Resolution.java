// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.model.InvalidSchemaException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Whether any value of one schema can be read as another.
 *
 * <p>Compatible means that all values can. Data is often better than its schema: a union may hold a
 * branch that never occurs. So a pair is refused beforehand only where no value whatever can be
 * read, and each other misfit when a value shows it.
 */
final class Resolution {

  private Resolution() {}

  /**
   * Refuses a pair of which no value can be read.
   *
   * @throws InvalidSchemaException naming both schemas and what differs
   */
  static void check(Schema writer, Schema reader) {
    withLenientNames(
        () -> {
          Resolver.Action action =
              Resolver.resolve(Schema.applyAliases(writer, reader), reader, GenericData.get());
          if (alwaysFails(action, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            throw new InvalidSchemaException(
                "data of "
                    + name(writer)
                    + " cannot be read as "
                    + name(reader)
                    + ": "
                    + Reasons.first(AvroFormat.INSTANCE.incompatibilities(reader, writer)));
          }
          return null;
        });
  }

  /** Does something with schemas that Avro may copy, and would check the names of. */
  @SuppressWarnings("deprecation") // the only way: Avro's copying of schemas takes no validator
  static <T> T withLenientNames(Supplier<T> work) {
    NameValidator before = Schema.getNameValidator();
    Schema.setNameValidator(NameValidator.NO_VALIDATION);
    try {
      return work.get();
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException("the schemas nest too deep to be compared");
    } catch (AvroRuntimeException | UncheckedIOException e) {
      throw new InvalidSchemaException(
          "the schemas do not fit together: " + Reasons.of(e), Reasons.cause(e));
    } finally {
      Schema.setNameValidator(before);
    }
  }

  private static boolean alwaysFails(Resolver.Action action, Set<Resolver.Action> seen) {
    if (!seen.add(action)) {
      return false;
    }
    if (action instanceof Resolver.ErrorAction) {
      return true;
    }
    if (action instanceof Resolver.RecordAdjust record) {
      return any(record.fieldActions, seen);
    }
    if (action instanceof Resolver.WriterUnion union) {
      return all(union.actions, seen);
    }
    return action instanceof Resolver.ReaderUnion union && alwaysFails(union.actualAction, seen);
  }

  private static boolean any(Resolver.Action[] actions, Set<Resolver.Action> seen) {
    for (Resolver.Action action : actions) {
      if (alwaysFails(action, seen)) {
        return true;
      }
    }
    return false;
  }

  private static boolean all(Resolver.Action[] actions, Set<Resolver.Action> seen) {
    for (Resolver.Action action : actions) {
      if (!alwaysFails(action, seen)) {
        return false;
      }
    }
    return actions.length > 0;
  }

  private static String name(Schema schema) {
    return schema.getFullName();
  }
}
