// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the library must know about a schema language. Implementations are immutable and safe for
 * use by many threads.
 *
 * @param <S> the language's own parsed schema, immutable or never changed after parsing
 */
public interface SchemaFormat<S> {

  /** What one character of a schema's text takes once it is parsed into a tree of objects. */
  long BYTES_PER_CHARACTER = 12;

  /** The name that registries know the language by: {@code AVRO}, {@code JSON}. */
  String type();

  /**
   * Parses a schema with everything it refers to.
   *
   * @throws InvalidSchemaException when a text does not parse, or two texts define one name
   *     differently
   */
  S parse(ResolvedSchema resolved);

  /**
   * Roughly what the parsed form takes in memory, in bytes, with all that it alone refers to. Tells
   * how many parsed schemas are kept; a format whose parsed form is not like the default says so.
   *
   * @param resolved what {@code schema} was parsed from
   */
  default long estimatedBytes(S schema, ResolvedSchema resolved) {
    return BYTES_PER_CHARACTER * resolved.characters();
  }

  /**
   * Asks to be told when {@link #estimatedBytes} of a schema has grown, as it does where a part of
   * the parsed form is made at its first use. It may have grown before this is called: then the
   * listener is called at once. The default never calls, for forms that do not grow.
   *
   * @param listener called by the thread that uses the schema; one for each schema
   */
  default void whenGrown(S schema, Runnable listener) {}

  /**
   * Whether all that {@code schema} refers to was found. One of which this is false was made of a
   * definition alone; it is registered, and then parsed with what the registry has.
   */
  default boolean isComplete(S schema) {
    return true;
  }

  /** The definition that registers {@code schema}: its text, self-contained, without references. */
  SchemaDefinition definition(S schema);

  /**
   * The full name of the record that {@code schema} describes, for subject names that contain it;
   * null when it has none.
   */
  @Nullable String recordName(S schema);

  /**
   * One self-contained text equal in meaning to the schema with all it refers to.
   *
   * @throws InvalidSchemaException as {@link #parse}
   */
  String flatten(ResolvedSchema resolved);

  /**
   * Why data written with {@code writer} could not be read with {@code reader}; empty when all of
   * it can.
   */
  List<Incompatibility> incompatibilities(S reader, S writer);

  /** Whether records of this format may name their schema by a {@link #fingerprint}. */
  default boolean hasFingerprints() {
    return false;
  }

  /**
   * The fingerprint by which records name {@code schema}: for Avro that of CRC-64-AVRO.
   *
   * @throws UnsupportedOperationException when the format has none
   */
  default long fingerprint(S schema) {
    throw new UnsupportedOperationException(type() + " has no fingerprints");
  }

  /**
   * A schema that every record of this format fits, to read those that come without one; null where
   * records cannot be read without their schema.
   */
  default @Nullable SchemaDefinition schemaOfAnything() {
    return null;
  }

  /**
   * Another form of a schema, in which it may have been registered.
   *
   * @param schema the other form
   * @param key the key that makes serializers use it, when it is true
   */
  record OtherForm<S>(S schema, String key) {}

  /**
   * The form in which others may have registered a schema. Asked for where the registry does not
   * have the schema itself, so that the error can say which key would help; null when there is
   * none.
   */
  default @Nullable OtherForm<S> otherForm(S schema) {
    return null;
  }
}
