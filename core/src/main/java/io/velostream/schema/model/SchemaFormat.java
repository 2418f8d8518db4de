// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema language. Implementations are immutable and safe for use by many threads.
 *
 * @param <S> the language's own parsed schema, immutable or never changed after parsing
 */
public interface SchemaFormat<S> {

  /** The default estimate of the bytes of a parsed schema for each character of its text. */
  long BYTES_PER_CHARACTER = 12;

  /** The name that registries know the language by: {@code AVRO}, {@code JSON}. */
  String type();

  /**
   * Parses a schema with its dependencies.
   *
   * @throws InvalidSchemaException when a text does not parse, or two texts define one name
   *     differently
   */
  S parse(ResolvedSchema resolved);

  /**
   * Estimates the retained bytes of a parsed schema. The cache limits parsed schemas by this
   * estimate; a format may override the default.
   *
   * @param resolved what {@code schema} was parsed from
   */
  default long estimatedBytes(S schema, ResolvedSchema resolved) {
    return BYTES_PER_CHARACTER * resolved.characters();
  }

  /**
   * Registers a listener for growth of {@link #estimatedBytes}, as when a part of the parsed form
   * is created lazily. If it has grown already, the listener is called immediately. The default is
   * for forms that do not grow, and never calls it.
   *
   * @param listener called by the thread that uses the schema; one for each schema
   */
  default void whenGrown(S schema, Runnable listener) {}

  /**
   * Whether all references of {@code schema} are resolved. If not, it was parsed from a definition
   * only; it is registered, and then parsed again with the registered schema.
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
   * Returns the reasons why data written with {@code writer} may not be readable with {@code
   * reader}; empty if it is compatible.
   */
  List<Incompatibility> incompatibilities(S reader, S writer);

  /** Whether records of this format may identify their schema by a {@link #fingerprint}. */
  default boolean hasFingerprints() {
    return false;
  }

  /**
   * The fingerprint of {@code schema} in records: CRC-64-AVRO for Avro.
   *
   * @throws UnsupportedOperationException when the format has none
   */
  default long fingerprint(S schema) {
    throw new UnsupportedOperationException(type() + " has no fingerprints");
  }

  /**
   * A schema that accepts every record of this format, for records without a schema id; null if
   * records cannot be read without their schema.
   */
  default @Nullable SchemaDefinition schemaOfAnything() {
    return null;
  }

  /**
   * An alternative form of a schema, which may be registered instead.
   *
   * @param schema the other form
   * @param key the configuration key that selects this form
   */
  record OtherForm<S>(S schema, String key) {}

  /**
   * Returns an alternative form of a schema, which may be registered instead. Used if the registry
   * does not have the schema, so that the message can name the key that would help; null if there
   * is none.
   */
  default @Nullable OtherForm<S> otherForm(S schema) {
    return null;
  }
}
