// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * A pair of schemas, resolved: how data of the writer's becomes the reader's. What Avro's resolver
 * gives for two schemas that are equal is known without it, and it takes longer than all the rest
 * of compiling such a pair.
 */
public final class Resolved {

  private final Schema writer;
  private final Schema reader;

  /** What Avro's resolver gave; null where both schemas are equal. */
  private final Resolver.@Nullable Action action;

  private Resolved(Schema writer, Schema reader, Resolver.@Nullable Action action) {
    this.writer = writer;
    this.reader = reader;
    this.action = action;
  }

  /** Resolves two schemas, as Avro does by its rules for generic data. */
  public static Resolved of(Schema writer, Schema reader) {
    return writer.equals(reader) && !hasAliases(reader, new IdentityHashMap<>())
        ? same(reader)
        : of(Resolver.resolve(writer, reader, GenericData.get()));
  }

  private static Resolved of(Resolver.Action action) {
    return new Resolved(action.writer, action.reader, action);
  }

  /** A schema whose data is read as it was written. */
  static Resolved same(Schema schema) {
    return new Resolved(schema, schema, null);
  }

  /** Avro applies a reader's aliases also to a writer that has the names which they stand for. */
  private static boolean hasAliases(Schema schema, IdentityHashMap<Schema, Boolean> seen) {
    return switch (schema.getType()) {
      case RECORD -> seen.put(schema, true) == null && hasAliasesInRecord(schema, seen);
      case ENUM, FIXED -> !schema.getAliases().isEmpty();
      case UNION -> {
        List<Schema> branches = schema.getTypes();
        for (int i = 0; i < branches.size(); i++) {
          if (hasAliases(branches.get(i), seen)) {
            yield true;
          }
        }
        yield false;
      }
      case ARRAY -> hasAliases(schema.getElementType(), seen);
      case MAP -> hasAliases(schema.getValueType(), seen);
      default -> false;
    };
  }

  private static boolean hasAliasesInRecord(Schema record, IdentityHashMap<Schema, Boolean> seen) {
    if (!record.getAliases().isEmpty()) {
      return true;
    }
    for (Schema.Field field : record.getFields()) {
      if (!field.aliases().isEmpty() || hasAliases(field.schema(), seen)) {
        return true;
      }
    }
    return false;
  }

  /** What Avro's resolver gave; null where both schemas are equal, and nothing has to be done. */
  public Resolver.@Nullable Action action() {
    return action;
  }

  /** The writer's schema, with the names that the reader has for what is in it. */
  Schema writer() {
    return writer;
  }

  Schema reader() {
    return reader;
  }

  /** One object for all places that are the same, such as those in which a record holds itself. */
  Object key() {
    return action == null ? reader : action;
  }

  boolean isMisfit() {
    return action != null && UnresolvableAction.is(action);
  }

  Resolver.Action.Type type() {
    return action != null
        ? action.type
        : switch (reader.getType()) {
          case RECORD -> Resolver.Action.Type.RECORD;
          case ENUM -> Resolver.Action.Type.ENUM;
          case UNION -> Resolver.Action.Type.WRITER_UNION;
          case ARRAY, MAP -> Resolver.Action.Type.CONTAINER;
          default -> Resolver.Action.Type.DO_NOTHING;
        };
  }

  /** Of the items of an array, or the values of a map. */
  Resolved element() {
    return action != null
        ? of(((Resolver.Container) action).elementAction)
        : same(
            reader.getType() == Schema.Type.ARRAY
                ? reader.getElementType()
                : reader.getValueType());
  }

  /** The number of the writer's symbols in an enum. */
  int symbols() {
    return writer.getEnumSymbols().size();
  }

  /** The reader's number for a symbol of the writer's; negative for none. */
  int symbol(int number) {
    return action == null ? number : ((Resolver.EnumAdjust) action).adjustments[number];
  }

  /** The branch of the reader's union that a value goes to, which the writer has outside one. */
  Resolved branch(Changes changes) {
    return of(changes.branch((Resolver.ReaderUnion) known()));
  }

  /** The number of branches of the writer's union. */
  int branches() {
    return writer.getTypes().size();
  }

  /** A branch of the writer's union. */
  Resolved branch(int number) {
    return action == null
        ? same(reader.getTypes().get(number))
        : of(((Resolver.WriterUnion) action).actions[number]);
  }

  /** Whether both unions have the same branches; otherwise one branch is read as all of a type. */
  boolean isSameUnion() {
    return action == null || ((Resolver.WriterUnion) action).unionEquiv;
  }

  /** The number of fields that the writer has. */
  int fields() {
    return action == null
        ? reader.getFields().size()
        : ((Resolver.RecordAdjust) action).fieldActions.length;
  }

  /** The schema of a writer's field that the reader has not; null for any other. */
  @Nullable Schema skipped(int field) {
    if (action == null) {
      return null;
    }
    Resolver.Action part = ((Resolver.RecordAdjust) action).fieldActions[field];
    return part.type == Resolver.Action.Type.SKIP ? part.writer : null;
  }

  /** A field that both have, by its number for the writer. */
  Resolved field(int field) {
    return action == null
        ? same(reader.getFields().get(field).schema())
        : of(((Resolver.RecordAdjust) action).fieldActions[field]);
  }

  /** The reader's fields: those that both have, as the writer has them, and then the others. */
  List<Schema.Field> readerOrder() {
    return action == null
        ? reader.getFields()
        : List.of(((Resolver.RecordAdjust) action).readerOrder);
  }

  private Resolver.Action known() {
    return Objects.requireNonNull(action);
  }
}
